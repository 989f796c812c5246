import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { sendWebhook, sessionEvent, userEvent } from '../support/clerk-message.ts'
import { eventually } from '../support/database-eventually.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ webhooks: true })
})
afterAll(() => app.stop())

const newUser = () => `user_${crypto.randomUUID()}`
const newSession = () => `sess_${crypto.randomUUID()}`
const send = (
  ...args: Parameters<typeof sendWebhook> extends [App, ...infer Rest] ? Rest : never
) => sendWebhook(app, ...args)

async function auditRows(userId: string) {
  const [rows] = await app.database.asUser<[Record<string, unknown>[]]>(userId, (sql) => [
    sql`select action, timestamp, host(ip_address) as ip, user_agent, request_id
        from audit_logs order by action`,
  ])
  return rows
}

async function actions(userId: string) {
  return (await auditRows(userId)).map(({ action }) => action)
}

test('a sign-in and a sign-out are written as Clerk tells them', async () => {
  const [ada, bob, session] = [newUser(), newUser(), newSession()]
  const timestamp = Date.UTC(2026, 0, 2, 9)
  const created = await send(sessionEvent('session.created', ada, session))
  const ended = await send(sessionEvent('session.ended', ada, session, { timestamp }))
  expect([created.status, ended.status]).toEqual([204, 204])
  const from = { ip: '203.0.113.9', user_agent: 'their browser' }
  expect(await auditRows(ada)).toEqual([
    {
      action: 'user_signin',
      timestamp: new Date('2026-01-02T03:04:05Z'),
      ...from,
      request_id: created.headers.get('x-request-id'),
    },
    {
      action: 'user_signout',
      timestamp: new Date(timestamp),
      ...from,
      request_id: ended.headers.get('x-request-id'),
    },
  ])
  expect(await auditRows(bob)).toEqual([])
})

test.each([
  ['session.created', 'user_signin'],
  ['session.ended', 'user_signout'],
  ['session.removed', 'user_signout'],
  ['session.revoked', 'user_signout'],
])('%s alone is a %s', async (type, action) => {
  const userId = newUser()
  expect((await send(sessionEvent(type, userId, newSession()))).status).toBe(204)
  expect(await actions(userId)).toEqual([action])
})

test.each([
  ['nothing', { event_attributes: undefined }],
  ['empty texts', { event_attributes: { http_request: { client_ip: '', user_agent: '' } } }],
  ['nonsense', { event_attributes: { http_request: { client_ip: 'home', user_agent: 'a\0b' } } }],
])('where Clerk says %s about the client, the row does too', async (_name, given) => {
  const userId = newUser()
  await send(sessionEvent('session.created', userId, newSession(), given))
  expect(await auditRows(userId)).toMatchObject([{ ip: null, user_agent: null }])
})

test('a message that is sent again, even many times at once, counts once', async () => {
  const userId = newUser()
  const event = sessionEvent('session.created', userId, newSession())
  const id = `msg_${crypto.randomUUID()}`
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(event, { id })))
  answers.push(await send(event, { id }))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]))
  expect(await actions(userId)).toEqual(['user_signin'])
  const [messages] = await app.database.asSystem((sql) => [
    sql`select from webhook_messages where id = ${id}`,
  ])
  expect(messages).toHaveLength(1)
})

test('an event whose message id was forgotten still counts once', async () => {
  const userId = newUser()
  const event = sessionEvent('session.created', userId, newSession())
  await send(event)
  expect((await send(event)).status).toBe(204)
  expect(await actions(userId)).toEqual(['user_signin'])
})

test('one message id is one message, whatever it says the second time', async () => {
  const userId = newUser()
  const id = `msg_${crypto.randomUUID()}`
  await send(sessionEvent('session.created', userId, newSession()), { id })
  await send(sessionEvent('session.created', userId, newSession()), { id })
  expect(await actions(userId)).toEqual(['user_signin'])
})

const endings = ['session.ended', 'session.removed', 'session.revoked']
test.each([
  ['created', 'session.created', ...endings],
  ['ended', ...endings, 'session.created'],
  ['removed', 'session.removed', 'session.created', 'session.revoked', 'session.ended'],
])(
  'a session is one sign-in and one sign-out when it is first said to be %s',
  async (_, ...order) => {
    const [userId, session] = [newUser(), newSession()]
    for (const type of [...order, ...order]) await send(sessionEvent(type, userId, session))
    expect(await actions(userId)).toEqual(['user_signin', 'user_signout'])
    await send(sessionEvent('session.ended', userId, newSession()))
    expect(await actions(userId)).toEqual(['user_signin', 'user_signout', 'user_signout'])
  },
)

test('what nothing here waits for is acknowledged, and leaves nothing', async () => {
  const userId = newUser()
  const events = [
    ...['user.created', 'user.updated', 'organization.created'].map((t) => userEvent(t, userId)),
    sessionEvent('session.pending', userId, newSession()),
    { type: 'made.up' },
  ]
  for (const event of events) expect((await send(event)).status).toBe(204)
  expect(await actions(userId)).toEqual([])
})

const minutesAgo = (minutes: number) => Math.floor(Date.now() / 1000) - minutes * 60
test.each([
  ['of another secret', {}, { 'svix-signature': `v1,${btoa('x'.repeat(32))}` }],
  ['of another message', {}, { 'svix-id': 'msg_other' }],
  ['that is missing', {}, { 'svix-signature': '' }],
  ['of six minutes ago', { timestamp: minutesAgo(6) }, {}],
  ['of six minutes ahead', { timestamp: minutesAgo(-6) }, {}],
])('refuses a signature %s', async (_name, message, headers) => {
  const userId = newUser()
  const event = sessionEvent('session.created', userId, newSession())
  const response = await send(event, message, headers)
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await actions(userId)).toEqual([])
})

test('refuses a changed body', async () => {
  const userId = newUser()
  const signed = app.clerk.signWebhook(JSON.stringify(userEvent('user.deleted', newUser())))
  const response = await send(userEvent('user.deleted', userId), {}, signed)
  expect(response.status).toBe(400)
})

test.each([
  ['more than 256 KB', JSON.stringify({ type: 'x'.repeat(257 * 1024) }), 413],
  ['what is not JSON', 'hello', 400],
  ['JSON that is no event', 'null', 400],
  ['an event without a type', '{}', 422],
  ['a session without a person', '{"type":"session.created","data":{"id":"sess_1"}}', 422],
  [
    'a time that is none',
    JSON.stringify(sessionEvent('session.ended', 'user_1', 'sess_1', { timestamp: 1e300 })),
    422,
  ],
  [
    'a time after the year 9999',
    JSON.stringify(sessionEvent('session.ended', 'user_1', 'sess_1', { timestamp: 8e15 })),
    422,
  ],
  [
    'a time before 1970',
    JSON.stringify(sessionEvent('session.ended', 'user_1', 'sess_1', { timestamp: -1e15 })),
    422,
  ],
  ['a session of a NUL', JSON.stringify(sessionEvent('session.ended', 'a\0b', 'sess_1')), 422],
  ['the deletion of nobody', '{"type":"user.deleted","data":{"id":""}}', 422],
  ['the deletion of a NUL', JSON.stringify(userEvent('user.deleted', 'a\0b')), 422],
])('refuses %s, though signed', async (_name, body, status) => {
  expect((await send(body)).status).toBe(status)
})

test('takes POST alone, and sends nobody to sign in', async () => {
  const url = `${app.origin}/webhooks/clerk`
  const browser = { accept: 'text/html', 'sec-fetch-dest': 'document', cookie: '__client_uat=1' }
  const read = await fetch(url, { headers: browser, redirect: 'manual' })
  expect(read.status).toBe(405)
  expect(read.headers.get('allow')).toBe('OPTIONS, POST')
  const event = sessionEvent('session.created', newUser(), newSession())
  const sent = await send(event, {}, { ...browser, authorization: 'Bearer ak_0' })
  expect(sent.status).toBe(204)
  expect(sent.headers.get('x-clerk-auth-status')).toBeNull()
})

test('the local Clerk tells of a sign-in, and of the sign-out of the same session', async () => {
  const { userId, cookies } = app.createPerson()
  await eventually(() => actions(userId)).toEqual(['user_signin'])
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
  await fetch(`${app.origin}/sign-out`, {
    method: 'POST',
    headers: { cookie: cookie.join('; '), origin: app.origin },
    redirect: 'manual',
  })
  await eventually(() => actions(userId)).toEqual(['user_signin', 'user_signout'])
})
