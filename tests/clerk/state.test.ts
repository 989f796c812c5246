import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyToken } from '@clerk/react-router/api.server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLocalClerk, seedUser } from '#dev/clerk/local-clerk.ts'
import { openBrowser } from '../support/clerk-script.ts'
import { startLocalClerk } from '../support/clerk-server.ts'

let folder: string
let stateFile: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-clerk-'))
  stateFile = join(folder, 'state', 'clerk.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('users, sessions and keys survive a restart', async () => {
  const before = await startLocalClerk({ stateFile })
  const browser = await openBrowser(before)
  const sessionId = await browser.signIn(seedUser.email, seedUser.password)
  const { body } = await browser.ask('POST', `/client/sessions/${sessionId}/tokens`)
  await browser.ask('PATCH', '/me', { first_name: 'Augusta' })
  await before.close()

  const after = await startLocalClerk({ stateFile })
  const { CLERK_JWT_KEY } = after.environment
  expect(await verifyToken(body.jwt ?? '', { jwtKey: CLERK_JWT_KEY })).toMatchObject({
    sid: sessionId,
  })
  const url = `${after.origin}/__clerk/v1/me?__clerk_db_jwt=${browser.devBrowser}`
  expect(await (await fetch(url)).json()).toMatchObject({ response: { first_name: 'Augusta' } })
  expect(after.environment.CLERK_SECRET_KEY).toBe(before.environment.CLERK_SECRET_KEY)
  await after.close()
})

test('the seed user is there at every start, even after deleting the account', async () => {
  const before = await startLocalClerk({ stateFile })
  const browser = await openBrowser(before)
  await browser.signIn(seedUser.email, seedUser.password)
  await browser.ask('DELETE', '/me')
  await before.close()

  const after = await startLocalClerk({ stateFile })
  const later = await openBrowser(after)
  expect(await later.signIn(seedUser.email, seedUser.password)).toMatch(/^sess_/)
  await after.close()
})

test('keeps the file for its owner alone, and no password in it', () => {
  openLocalClerk({ stateFile }).createUser({ email: 'grace@example.com', password: 'my-password' })
  expect(statSync(stateFile).mode & 0o777).toBe(0o600)
  expect(readFileSync(stateFile, 'utf8')).not.toContain('my-password')
  expect(readdirSync(join(folder, 'state'))).toEqual(['clerk.json'])
})

test.each(['', '{"keys": ', '{}', '[]', '{"users": [], "clients": [], "sessions": []}'])(
  'says what to do when the file holds %j',
  (text) => {
    openLocalClerk({ stateFile })
    writeFileSync(stateFile, text)
    expect(() => openLocalClerk({ stateFile })).toThrow(/clerk\.json is damaged.*npm run db:reset/)
  },
)
