import { afterEach, beforeEach, expect, test } from 'vitest'
import { emailCode } from '#dev/clerk/instance.ts'
import { seedUser } from '#dev/clerk/local-clerk.ts'
import { openBrowser } from '../support/clerk-script.ts'
import { startLocalClerk, type RunningClerk } from '../support/clerk-server.ts'

let local: RunningClerk
let browser: Awaited<ReturnType<typeof openBrowser>>

beforeEach(async () => {
  local = await startLocalClerk()
  browser = await openBrowser(local)
})
afterEach(() => local.close())

const { email, password } = seedUser

test.each([
  ['wrong', { identifier: email, password: 'wrong' }, 'form_password_incorrect', 'password'],
  ['unknown', { identifier: 'x@example.com' }, 'form_identifier_not_found', 'identifier'],
])('refuses a sign-in: %s', async (_, form, code, field) => {
  const { status, body } = await browser.ask('POST', '/client/sign_ins', form)
  expect(status).toBe(422)
  expect(body.errors).toMatchObject([{ code, meta: { param_name: field } }])
})

test.each(['', '000000', `${emailCode}0`])('refuses the code %j', async (code) => {
  const { body } = await browser.ask('POST', '/client/sign_ins', { identifier: email })
  const path = `/client/sign_ins/${body.response?.id}`
  const attempt = { strategy: 'email_code', code }
  const refused = await browser.ask('POST', `${path}/attempt_first_factor`, attempt)
  expect(refused.status).toBe(422)
  expect(refused.body.errors).toMatchObject([{ code: 'form_code_incorrect' }])
})

test('a password cannot be reset without the code', async () => {
  const { body } = await browser.ask('POST', '/client/sign_ins', { identifier: email })
  const path = `/client/sign_ins/${body.response?.id}/reset_password`
  expect((await browser.ask('POST', path, { password: 'another password' })).status).toBe(404)
  expect(await browser.signIn(email, password)).not.toBe('')
})

test("one browser cannot continue another's sign-in or sign-up", async () => {
  const other = await openBrowser(local)
  const signIn = await other.ask('POST', '/client/sign_ins', { identifier: email })
  const signUp = await other.ask('POST', '/client/sign_ups', { email_address: 'new@example.com' })
  const form = { strategy: 'email_code', code: emailCode }
  const stolen = [
    `/client/sign_ins/${signIn.body.response?.id}/attempt_first_factor`,
    `/client/sign_ups/${signUp.body.response?.id}/attempt_verification`,
  ]
  for (const path of stolen) {
    expect((await browser.ask('POST', path, form)).status, path).toBe(404)
  }
})

test("one browser cannot touch another's session", async () => {
  const other = await openBrowser(local)
  const theirs = await other.signIn(email, password)
  local.clerk.createUser({ email: 'grace@example.com', password: 'grace-password' })
  await browser.signIn('grace@example.com', 'grace-password')
  const refused: [string, string][] = [
    ['GET', `/client/sessions/${theirs}`],
    ['POST', `/client/sessions/${theirs}/tokens`],
    ['POST', `/client/sessions/${theirs}/touch`],
    ['POST', `/client/sessions/${theirs}/end`],
    ['POST', `/client/sessions/${theirs}/remove`],
    ['POST', `/client/sessions/${theirs}/verify`],
    ['POST', `/me/sessions/${theirs}/revoke`],
  ]
  for (const [method, path] of refused) {
    expect((await browser.ask(method, path)).status, path).toBe(404)
  }
  expect((await other.ask('POST', `/client/sessions/${theirs}/tokens`)).status).toBe(200)
})

test.each([
  ['GET', '/me'],
  ['PATCH', '/me'],
  ['DELETE', '/me'],
  ['POST', '/me/change_password'],
  ['POST', '/me/email_addresses'],
  ['GET', '/me/sessions/active'],
])('a signed-out browser may not %s %s', async (method, path) => {
  expect((await browser.ask(method, path)).status).toBe(401)
})

test('refuses an unknown browser, so that its script asks for a new key', async () => {
  const response = await fetch(`${local.origin}/__clerk/v1/client?__clerk_db_jwt=dvb_old`)
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ errors: [{ code: 'dev_browser_unauthenticated' }] })
})

test("refuses other sites' pages", async () => {
  const { status, body } = await browser.ask(
    'GET',
    '/client',
    {},
    { origin: 'http://evil.example' },
  )
  expect(status).toBe(400)
  expect(body.errors).toMatchObject([{ code: 'origin_invalid' }])
})

test('a link cannot choose another verb', async () => {
  await browser.signIn(email, password)
  const url = `${local.origin}/__clerk/v1/me?_method=DELETE&__clerk_db_jwt=${browser.devBrowser}`
  await fetch(url)
  expect((await browser.ask('GET', '/me')).status).toBe(200)
})

test('allows one session in a browser', async () => {
  await browser.signIn(email, password)
  const again = await browser.ask('POST', '/client/sign_ins', { identifier: email, password })
  expect(again.body.errors).toMatchObject([{ code: 'session_exists' }])
})

test('an address cannot be taken over while somebody else is verifying it', async () => {
  const other = await openBrowser(local)
  const form = { email_address: 'new@example.com', password: 'a long enough password' }
  const mine = await browser.ask('POST', '/client/sign_ups', form)
  const theirs = await other.ask('POST', '/client/sign_ups', form)
  const attempt = { strategy: 'email_code', code: emailCode }
  const mineAt = `/client/sign_ups/${mine.body.response?.id}/attempt_verification`
  const theirsAt = `/client/sign_ups/${theirs.body.response?.id}/attempt_verification`
  const first = await browser.ask('POST', mineAt, attempt)
  expect(first.body.response).toMatchObject({ status: 'complete' })
  const second = await other.ask('POST', theirsAt, attempt)
  expect(second.body.errors).toMatchObject([{ code: 'form_identifier_exists' }])
})

test('names each endpoint that it does not know, once', async () => {
  await browser.ask('GET', '/me/totp')
  await browser.ask('GET', '/me/totp')
  const { status, body } = await browser.ask(
    'DELETE',
    '/organizations/org_0123456789abcdef01234567',
  )
  expect(status).toBe(404)
  expect(body.errors).toMatchObject([{ code: 'not_emulated' }])
  expect(local.lines).toEqual([
    'local Clerk: GET /v1/me/totp is not emulated',
    'local Clerk: DELETE /v1/organizations/:id is not emulated',
  ])
})

test.each(['types/index.d.ts', '..%2fpackage.json', 'missing.js'])(
  'serves no other file than the scripts: %s',
  async (file) => {
    const url = `${local.origin}/__clerk/npm/@clerk/clerk-js/dist/${file}`
    expect((await fetch(url)).status).toBe(404)
  },
)
