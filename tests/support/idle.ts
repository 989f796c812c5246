import type { BrowserContext, Page } from '@playwright/test'
import type { App } from './app.ts'
import { signInAsNewPerson, waitForClerk } from './browser.ts'

/** Makes the browser's session token one that ran out: a person who was away for two minutes. */
export async function idleForTwoMinutes(
  app: App,
  context: BrowserContext,
  { claims }: ReturnType<App['createPerson']>,
) {
  const [iat, nbf, exp] = [claims.iat, claims.nbf, claims.exp].map((second) => second - 120)
  const value = app.clerk.signToken({ ...claims, iat, nbf, exp })
  const session = (await context.cookies()).filter(({ name }) => name.startsWith('__session'))
  await context.addCookies(session.map((cookie) => ({ ...cookie, value })))
}

/** Opens a page as a new person, whose time can be put forward once Clerk's script runs. */
export async function openBeforeIdling(
  app: App,
  context: BrowserContext,
  page: Page,
  path: string,
) {
  await page.clock.install()
  const person = await signInAsNewPerson(app, context)
  await page.goto(path)
  await waitForClerk(page)
  return person
}
