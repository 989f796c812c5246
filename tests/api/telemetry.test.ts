import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeMuchActivity } from '../support/activity.ts'
import { sendWebhook, userEvent } from '../support/clerk-message.ts'
import { loadScheduledFunction } from '../support/scheduled-function.ts'
import { startTracedApp, type TracedApp } from '../support/traced-app.ts'

let traced: TracedApp
beforeAll(async () => {
  traced = await startTracedApp()
})
afterAll(() => traced.stop())

test('a request is a span with its parts, in the trace of its caller', async () => {
  const { app, trace } = traced
  const { userId, authorization } = app.createPerson()
  const { response, root, parts } = await trace('/api/user/settings', { headers: authorization })
  expect(root).toMatchObject({
    name: 'GET /api/user/settings',
    parentId: '00f067aa0ba902b7',
    service: 'app-under-test',
    isError: false,
    facts: {
      'http.request.method': 'GET',
      'http.route': '/api/user/settings',
      'http.response.status_code': 200,
      'request.id': response.headers.get('x-request-id'),
      'user.hash': createHash('sha256').update(userId).digest('hex').slice(0, 16),
    },
  })
  expect(parts.map(({ name, parentId }) => [name, parentId])).toEqual([
    ['auth', root.spanId],
    ['db', root.spanId],
  ])
  expect(parts[1]).toMatchObject({
    kind: 3,
    isError: false,
    facts: { 'db.system.name': 'postgresql', 'db.role': 'app_user' },
  })
})

test('a page has a span of what drew it, which ends with its last byte', async () => {
  const { app, trace } = traced
  const { cookie } = app.createPerson()
  const { root, parts } = await trace('/settings', { headers: { cookie } })
  expect(root.name).toBe('GET /settings')
  expect(new Set(parts.map(({ name }) => name))).toEqual(new Set(['auth', 'db', 'render']))
  // Each span's clock begins at a whole millisecond.
  const end = root.endedAt + 1_000_000n
  for (const part of parts) expect(part.endedAt).toBeLessThanOrEqual(end)
})

test('a file that is streamed is a part of its request to the end', async () => {
  const { app, trace } = traced
  const { userId, authorization } = app.createPerson()
  await writeMuchActivity(app, userId, 2_500)
  const { root, parts } = await trace('/activity/download/csv', { headers: authorization })
  const reads = parts.filter(({ name, parentId }) => name === 'db' && parentId === root.spanId)
  // The plan, and three batches.
  expect(reads).toHaveLength(4)
})

test('a reader who goes ends the span, too', async () => {
  const { app, trace } = traced
  const { userId, authorization } = app.createPerson()
  await writeMuchActivity(app, userId, 2_500)
  const readAndGo = async ({ body }: Response) => {
    const reader = body?.getReader()
    await reader?.read()
    const next = reader?.read()
    await reader?.cancel()
    await next
    return ''
  }
  const init = { headers: authorization }
  const { root, parts } = await trace('/activity/download/csv', init, readAndGo)
  expect(root).toMatchObject({ isError: false, exceptions: [] })
  expect(parts.filter(({ name }) => name === 'db').length).toBeLessThan(5)
})

test('a request without a session, to no route or without a body is a span, too', async () => {
  const { trace } = traced
  expect((await trace('/api/user/settings')).root).toMatchObject({
    isError: false,
    facts: { 'http.response.status_code': 401 },
  })
  expect((await trace('/nowhere/ada@example.com')).root.name).toBe('GET /*')
  expect((await trace('/', { method: 'HEAD' })).root.name).toBe('HEAD /')
  expect((await trace('/', { method: 'PROPFIND' })).root.name).toBe('_OTHER')
})

test('a failure of the database marks its span and the request, in facts', async () => {
  const { app, trace } = traced
  const { authorization } = app.createPerson()
  await app.sql`alter table user_settings rename to elsewhere`
  try {
    const { root, parts } = await trace('/api/user/settings', { headers: authorization })
    expect(root).toMatchObject({
      isError: true,
      facts: { 'http.response.status_code': 500, 'error.type': 'DatabaseError' },
      exceptions: [
        {
          'exception.type': 'DatabaseError',
          'exception.message': 'statement, 42P01',
          'exception.stacktrace': expect.stringMatching(/^ +at .*build\/server/),
        },
      ],
    })
    expect(parts.find(({ name }) => name === 'db')).toMatchObject({
      isError: true,
      facts: { 'error.type': '42P01' },
    })
  } finally {
    await app.sql`alter table elsewhere rename to user_settings`
  }
})

test('any other failure tells its type and place; its words stay in the log', async () => {
  const { app, output, trace } = traced
  const { claims } = app.createPerson()
  // A token without the profile: Clerk is asked, in vain.
  const token = app.clerk.signToken({ ...claims, email: undefined })
  app.setClerkDown(true)
  const headers = { authorization: `Bearer ${token}` }
  const { response, root } = await trace('/', { headers }).finally(() => app.setClerkDown(false))
  expect(root).toMatchObject({ isError: true, facts: { 'http.response.status_code': 503 } })
  const [exception] = root.exceptions
  expect(exception).toMatchObject({
    'exception.type': 'ClerkUnavailable',
    'exception.stacktrace': expect.stringMatching(/^ +at /),
  })
  expect(exception).not.toHaveProperty('exception.message')
  expect(output.errorsOf(response.headers.get('x-request-id') ?? '')).toHaveLength(1)
})

test('a limit that is reached and a person who is gone are no errors', async () => {
  const { app, trace } = traced
  const { userId, authorization } = app.createPerson()
  const statusOf = async () => {
    const { root } = await trace('/api/user/settings', { headers: authorization })
    expect(root).toMatchObject({ isError: false, exceptions: [] })
    return root.facts['http.response.status_code']
  }
  expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([200, 200, 429])
  await sendWebhook(app, userEvent('user.deleted', userId))
  expect(await statusOf()).toBe(401)
})

test('a scheduled function is a span with its round trips', async () => {
  const { app, collector } = traced
  const { run } = await loadScheduledFunction('purge-audit-logs')
  const waits: Promise<unknown>[] = []
  const waitUntil = (promise: Promise<unknown>) => void waits.push(promise)
  await run(new Request(app.origin), { waitUntil })
  await Promise.all(waits)
  const root = await collector.span('purge-audit-logs')
  expect(root).toMatchObject({ parentId: '', isError: false })
  const names = collector.spansOf(root.traceId).map(({ name }) => name)
  expect(new Set(names)).toEqual(new Set(['db', 'purge-audit-logs']))
})

test('nothing that is sent tells who it was, what they sent, or where from', async () => {
  const { app, collector, trace } = traced
  const person = app.createPerson('ada.lovelace@example.com')
  const headers = { ...person.authorization, 'user-agent': 'Analytical/1.0' }
  await trace('/api/hello-world?token=in-the-query', { headers })
  const body = JSON.stringify({ theme: 'dark', notificationsEnabled: 'not-a-boolean' })
  const json = { ...headers, 'content-type': 'application/json' }
  await trace('/api/user/settings?q=in-the-query', { method: 'PUT', headers: json, body })
  await trace('/no/such/path-of-ada?q=in-the-query', { headers: { cookie: person.cookie } })
  await app.sql`alter table audit_logs rename to elsewhere`
  await trace('/activity?from=in-the-query', { headers: { cookie: person.cookie } })
  await app.sql`alter table elsewhere rename to audit_logs`

  const everything = collector.everything()
  expect(everything.includes('user.hash')).toBe(true)
  const theirs = [person.token, person.userId, person.sessionId, 'ada.lovelace', 'Analytical']
  const sent = ['in-the-query', 'not-a-boolean', 'path-of-ada', '127.0.0.1', '192.0.2.7']
  const ours = ['audit_logs', 'user_settings', 'select ', 'sk_test', 'whsec_', 'postgres:']
  const told = [...theirs, ...sent, ...ours].filter((secret) => everything.includes(secret))
  expect(told).toEqual([])
})
