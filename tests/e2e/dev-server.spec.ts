import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { seedUser } from '#dev/clerk/local-clerk.ts'
import { freePort, listen } from '../support/listen.ts'
import { startProgram } from '../support/program.ts'

// `npm run dev` as on a fresh machine: an empty environment, and an empty folder for its data.
// One after the other: both write what React Router generates.
test.describe.configure({ timeout: 240_000, mode: 'default' })

let cwd: string
test.beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'project-dev-'))
})
test.afterEach(() => rmSync(cwd, { recursive: true }))

function startDev(port: number, env: Record<string, string> = {}) {
  return startProgram('dev/start.ts', { cwd, env: { PORT: String(port), ...env } })
}

async function signIn(page: Page) {
  await page.getByLabel('Email address').fill(seedUser.email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByLabel('Password', { exact: true }).fill(seedUser.password)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}

test('gives a page with a working sign-in, keeps its data, and starts afresh when told to', async ({
  page,
}) => {
  // React tells in development alone where server and browser disagree.
  const mismatches: string[] = []
  page.on('console', (message) => {
    if (/hydrat/i.test(message.text())) mismatches.push(message.text())
  })
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const first = startDev(port)
  await first.hasWritten(seedUser.password)
  expect(first.output()).toContain(origin)
  expect(first.output()).toContain('embedded Postgres')
  expect(first.output()).toContain(seedUser.email)

  await page.goto(`${origin}/sign-in`)
  await signIn(page)
  await page.getByRole('button', { name: 'Say hello', exact: true }).click()
  await expect(page.getByTestId('request-count')).toHaveText('1')
  await page.getByRole('button', { name: 'Say hello again' }).click()
  await expect(page.getByTestId('request-count')).toHaveText('2')
  await page.goto('about:blank')
  expect(await first.stop('SIGINT')).toBe(0)

  // As the doctor wants it, which asks the deployed site; and what is left of a real Clerk counts for nothing.
  const leftOver = { CLERK_JWT_KEY: 'half a key', CLERK_WEBHOOK_SIGNING_SECRET: 'none' }
  const second = startDev(port, { URL: 'https://app.example.com', ...leftOver })
  await second.hasWritten(seedUser.password)
  await page.goto(origin)
  await expect(page.getByTestId('request-count')).toHaveText('2')

  // Without JavaScript, which takes the app to the local Clerk, on whatever port that is.
  await page.request.post(`${origin}/sign-out`, { headers: { origin } })
  await page.reload()
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()

  await page.goto('about:blank')
  const reset = startProgram('db/commands/reset.ts', { cwd })
  expect(await reset.ended()).toBe(1)
  expect(reset.output()).toContain('in use by process')
  expect(await second.stop('SIGTERM')).toBe(0)
  expect(await startProgram('db/commands/reset.ts', { cwd }).ended()).toBe(0)

  const third = startDev(port)
  await third.hasWritten(seedUser.password)
  await page.goto(origin)
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
  expect(await third.stop()).toBe(0)
  expect(mismatches).toEqual([])
})

test('refuses a folder that is in use, and a port that is taken, in one line each', async () => {
  const port = await freePort()
  const running = startDev(port)
  await running.hasWritten(seedUser.password)

  const sameFolder = startDev(await freePort())
  expect(await sameFolder.ended()).toBe(1)
  expect(sameFolder.output()).toContain('is in use by process')
  expect(sameFolder.output()).not.toMatch(/\n\s+at /)
  expect(await running.stop()).toBe(0)

  const taken = createServer()
  const takenPort = await listen(taken)
  const samePort = startDev(takenPort)
  expect(await samePort.ended()).toBe(1)
  expect(samePort.output()).toContain(`Port ${takenPort} is already in use`)
  expect(samePort.output()).not.toMatch(/\n\s+at /)
  taken.close()
})
