import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
const lines: string[] = []
beforeAll(async () => {
  app = await startApp()
  for (const name of ['log', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((text: unknown) => void lines.push(String(text)))
})
beforeEach(() => void lines.splice(0))
afterAll(async () => {
  vi.restoreAllMocks()
  await app.stop()
})

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

test.each([
  ['one that the caller made', { 'x-request-id': 'order-4711/retry' }, 'order-4711/retry'],
  ['that of the caller’s trace', { traceparent: `00-${traceId}-00f067aa0ba902b7-01` }, traceId],
  ['a new one, where theirs is too short', { 'x-request-id': 'a' }, null],
  ['a new one, where theirs is too long', { 'x-request-id': 'a'.repeat(129) }, null],
  ['a new one, where theirs is no word', { 'x-request-id': '<script>alert(1)</script>' }, null],
  ['a new one, where the trace is none', { traceparent: `00-${'0'.repeat(32)}-0-01` }, null],
  ['a new one, where there is none', {}, null],
] as const)(
  'the id of a request is %s: returned, logged and in the audit row',
  async (_name, headers, id) => {
    const { userId, authorization } = app.createPerson()
    const response = await fetch(`${app.origin}/api/hello-world`, {
      headers: { ...authorization, ...headers },
    })
    const returned = response.headers.get('x-request-id')
    expect(returned).toEqual(id ?? expect.stringMatching(/^[\da-f-]{36}$/))
    const [rows] = await app.database.asUser<[unknown[]]>(userId, (sql) => [
      sql`select request_id from audit_logs`,
    ])
    expect(rows).toEqual([{ request_id: returned }])
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId: returned })
  },
)

test('one line for each request says what it cost, and not who it was', async () => {
  const person = app.createPerson()
  const response = await fetch(`${app.origin}/api/user/activity?limit=5`, {
    headers: person.authorization,
  })
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    requestId: response.headers.get('x-request-id'),
    method: 'GET',
    route: '/api/user/activity',
    path: '/api/user/activity',
    status: 200,
    durationMs: expect.any(Number),
    databaseMs: expect.any(Number),
    roundTrips: 1,
    user: createHash('sha256').update(person.userId).digest('hex').slice(0, 16),
  })
})

test('the caller is told the times', async () => {
  const { authorization } = app.createPerson()
  const response = await fetch(`${app.origin}/api/hello-world`, { headers: authorization })
  const times = /^auth;dur=([\d.]+), db;dur=([\d.]+), total;dur=([\d.]+)$/.exec(
    response.headers.get('server-timing') ?? '',
  )
  const [auth = 0, db = 0, total = 0] = times?.slice(1).map(Number) ?? []
  expect(auth).toBeGreaterThan(0)
  expect(db).toBeGreaterThan(0)
  expect(total).toBeGreaterThanOrEqual(Math.max(auth, db))
})

test('a failure is logged with the request’s id and told without a word of it', async () => {
  const { authorization, token } = app.createPerson()
  await app.sql`alter table user_settings rename to elsewhere`
  try {
    const response = await fetch(`${app.origin}/api/user/settings`, { headers: authorization })
    expect(response.status).toBe(500)
    const requestId = response.headers.get('x-request-id')
    expect(await response.json()).toEqual({
      type: '/docs/problems/internal-error',
      title: 'Something went wrong here',
      status: 500,
      instance: '/api/user/settings',
      requestId,
    })
    const failure = lines.map((line) => JSON.parse(line)).find(({ level }) => level === 'error')
    expect(failure).toMatchObject({ requestId, error: expect.stringContaining('user_settings') })
    expect(lines.join('\n')).not.toContain(token)
  } finally {
    await app.sql`alter table elsewhere rename to user_settings`
  }
})
