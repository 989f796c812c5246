import { createClerkClient, verifyToken } from '@clerk/react-router/api.server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedUser } from '#dev/clerk/local-clerk.ts'
import { openBrowser } from '../support/clerk-script.ts'
import { startLocalClerk, type RunningClerk } from '../support/clerk-server.ts'

let local: RunningClerk

beforeEach(async () => {
  local = await startLocalClerk()
})
afterEach(() => local.close())

function backend(secretKey = local.environment.CLERK_SECRET_KEY) {
  const telemetry = { disabled: true }
  return createClerkClient({ secretKey, apiUrl: local.environment.CLERK_API_URL, telemetry })
}

test('creates, reads, updates and deletes users', async () => {
  const { users } = backend()
  const created = await users.createUser({
    emailAddress: ['Grace@example.com'],
    password: 'a long enough password',
    firstName: 'Grace',
    lastName: 'Hopper',
  })
  expect(created.primaryEmailAddress?.emailAddress).toBe('grace@example.com')
  expect(created.primaryEmailAddress?.verification?.status).toBe('verified')

  await users.updateUser(created.id, { firstName: 'Amazing' })
  const read = await users.getUser(created.id)
  expect(read.fullName).toBe('Amazing Hopper')

  await users.deleteUser(created.id)
  await expect(users.getUser(created.id)).rejects.toMatchObject({ status: 404 })
  await expect(users.deleteUser(created.id)).rejects.toMatchObject({ status: 404 })
})

test('lists and counts users by address', async () => {
  local.clerk.createUser({ email: 'grace@example.com' })
  const { users } = backend()
  expect((await users.getUserList()).totalCount).toBe(2)
  const found = await users.getUserList({ emailAddress: [seedUser.email] })
  expect(found.data.map((user) => user.firstName)).toEqual(['Ada'])
  expect(await users.getCount({ emailAddress: ['nobody@example.com'] })).toBe(0)
  expect((await users.getUserList({ limit: 1, offset: 1 })).data).toHaveLength(1)
})

test.each([
  [{ emailAddress: [seedUser.email] }, 'form_identifier_exists'],
  [{ emailAddress: ['no address'] }, 'form_param_format_invalid'],
  [{ emailAddress: ['a@example.com'], password: 'short' }, 'form_password_length_too_short'],
  [{ emailAddress: ['a@example.com'], username: 'unsupported' }, 'form_param_invalid'],
])('refuses to create %j', async (params, code) => {
  await expect(backend().users.createUser(params)).rejects.toMatchObject({
    status: 422,
    errors: [{ code }],
  })
})

test('lists, reads and revokes sessions', async () => {
  const { sessions } = backend()
  const browser = await openBrowser(local)
  const sessionId = await browser.signIn(seedUser.email, seedUser.password)
  const { userId } = await sessions.getSession(sessionId)
  const list = await sessions.getSessionList({ userId, status: 'active' })
  expect(list.data.map((session) => session.id)).toEqual([sessionId])

  expect((await sessions.revokeSession(sessionId)).status).toBe('revoked')
  expect((await sessions.getSessionList({ userId, status: 'active' })).totalCount).toBe(0)
  expect((await browser.ask('POST', `/client/sessions/${sessionId}/tokens`)).status).toBe(401)
})

test('signs a deleted user out', async () => {
  const browser = await openBrowser(local)
  const sessionId = await browser.signIn(seedUser.email, seedUser.password)
  const { userId } = await backend().sessions.getSession(sessionId)
  await backend().users.deleteUser(userId)
  expect((await browser.ask('GET', '/me')).status).toBe(401)
  expect((await backend().sessions.getSession(sessionId)).status).toBe('removed')
})

test('names the domain that the publishable key is of', async () => {
  const { data } = await backend().domains.list()
  expect(data.map(({ frontendApiUrl }) => frontendApiUrl)).toEqual(['https://local.accounts.dev'])
})

test('refuses a wrong secret key', async () => {
  await expect(backend('sk_test_wrong').users.getUserList()).rejects.toMatchObject({
    status: 401,
    errors: [{ code: 'clerk_key_invalid' }],
  })
})

test('its tokens verify with the PEM key and with the published keys', async () => {
  const { id: userId } = local.clerk.createUser({
    email: 'grace@example.com',
    firstName: 'Grace',
    lastName: 'Hopper',
  })
  const { token, sessionId } = local.clerk.signIn(userId, 'http://app.example')
  const { CLERK_JWT_KEY, CLERK_SECRET_KEY, CLERK_API_URL } = local.environment
  const byPem = await verifyToken(token, { jwtKey: CLERK_JWT_KEY })
  expect(byPem).toMatchObject({
    sub: userId,
    sid: sessionId,
    azp: 'http://app.example',
    fva: [0, -1],
    v: 2,
    email: 'grace@example.com',
    firstName: 'Grace',
    lastName: 'Hopper',
  })
  expect(byPem.exp - byPem.iat).toBe(60)
  const byJwks = await verifyToken(token, {
    secretKey: CLERK_SECRET_KEY,
    apiUrl: CLERK_API_URL,
    skipJwksCache: true,
  })
  expect(byJwks).toEqual(byPem)
})

test("another instance's token does not verify", async () => {
  const other = await startLocalClerk()
  const { id } = other.clerk.createUser({ email: 'grace@example.com' })
  const { token } = other.clerk.signIn(id, other.origin)
  const { CLERK_JWT_KEY } = local.environment
  await expect(verifyToken(token, { jwtKey: CLERK_JWT_KEY })).rejects.toThrow(/signature/i)
  await other.close()
})
