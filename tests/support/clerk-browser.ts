import { expect, test as base, type Page } from '@playwright/test'
import { seedUser } from '#dev/clerk/local-clerk.ts'
import { clerkPage } from './clerk-page.ts'
import { startLocalClerk, type RunningClerk } from './clerk-server.ts'
import { watchBrowser } from './watch-browser.ts'

interface ClerkFixtures {
  /** Whether the local Clerk uses a production key. */
  live: boolean
  local: RunningClerk & {
    /** What the local Clerk's clock adds to this machine's. */
    clock: { ahead: number }
    /** Requests that were answered with an error: each test takes out those that it expects. */
    refused: string[]
  }
}

/** A test with a local Clerk of its own, in which nothing may go wrong unnoticed. */
export const test = base.extend<ClerkFixtures>({
  baseURL: async ({ local }, provide) => provide(local.origin),

  live: [false, { option: true }],

  local: async ({ live }, provide) => {
    const clock = { ahead: 0 }
    const local = await startLocalClerk({ live, now: () => Date.now() + clock.ahead }, clerkPage)
    const refused: string[] = []
    await provide({ ...local, clock, refused })
    expect(local.lines.filter((line) => line.includes('not emulated'))).toEqual([])
    expect(refused).toEqual([])
    await local.close()
  },

  context: async ({ context, local }, provide) => {
    const problems = await watchBrowser(context, local.origin, local.refused)
    await provide(context)
    expect(problems).toEqual([])
  },
})

export async function submitEmail(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}

export async function signIn(
  page: Page,
  { email, password }: { email: string; password: string } = seedUser,
): Promise<void> {
  await submitEmail(page, email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Open user menu' })).toBeVisible()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open user menu' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('Signed out')).toBeVisible()
}

/** Signs a new person in without Clerk's pages. */
export async function enterAs(
  page: Page,
  { clerk, origin }: RunningClerk,
  person: { email: string; password: string; firstName: string; lastName: string },
): Promise<void> {
  const { id } = clerk.createUser(person)
  const { cookies } = clerk.signIn(id, origin)
  const jar = Object.entries(cookies).map(([name, value]) => ({ name, value, url: origin }))
  await page.context().addCookies(jar)
}

interface SessionClaims {
  sid: string
  exp: number
  fva: [first: number, second: number]
}

/** What the session token in the browser's cookie says. */
export async function sessionClaims(page: Page): Promise<SessionClaims> {
  const cookies = await page.context().cookies()
  const token = cookies.find((cookie) => cookie.name === '__session')?.value ?? ''
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
