import { afterAll, beforeAll, expect, test } from 'vitest'
import { siteSlug } from '#app/site.ts'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const hello = (init?: RequestInit) => fetch(`${app.origin}/api/hello-world`, init)

async function auditRows(userId: string) {
  const [rows] = await app.database.asUser<[Record<string, unknown>[]]>(userId, (sql) => [
    sql`select user_id, action, host(ip_address) as ip, user_agent, timestamp from audit_logs order by timestamp`,
  ])
  return rows
}

test('answers as specified and writes the row behind the answer', async () => {
  const { userId, authorization } = app.createPerson()
  const response = await hello({ headers: { ...authorization, 'user-agent': 'a test' } })
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const answer = await response.json()
  const rows = await auditRows(userId)
  expect(rows).toEqual([
    {
      user_id: userId,
      action: 'hello_world_accessed',
      ip: expect.stringMatching(/^(::1|(::ffff:)?127\.0\.0\.1)$/),
      user_agent: 'a test',
      timestamp: new Date(answer.timestamp),
    },
  ])
  expect(answer).toEqual({
    message: 'hello world',
    userId,
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    status: 'success',
    requestCount: 1,
  })
})

test('counts each person for themselves', async () => {
  const ada = app.createPerson()
  const bob = app.createPerson()
  await hello({ headers: ada.authorization })
  const second = await hello({ headers: ada.authorization })
  const other = await hello({ headers: bob.authorization })
  expect(await second.json()).toMatchObject({ userId: ada.userId, requestCount: 2 })
  expect(await other.json()).toMatchObject({ userId: bob.userId, requestCount: 1 })
  expect(await auditRows(bob.userId)).toHaveLength(1)
})

test('gives every one of many requests at once a count of its own', async () => {
  const { userId, authorization } = app.createPerson()
  const answers = await Promise.all(
    Array.from({ length: 40 }, async () => (await hello({ headers: authorization })).json()),
  )
  const counts = answers.map(({ requestCount }) => requestCount).toSorted((a, b) => a - b)
  expect(counts).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  expect(await auditRows(userId)).toHaveLength(40)
})

test('writes nothing for HEAD and OPTIONS', async () => {
  const { userId, authorization } = app.createPerson()
  const head = await hello({ method: 'HEAD', headers: authorization })
  const options = await hello({ method: 'OPTIONS', headers: authorization })
  expect([head.status, options.status]).toEqual([200, 204])
  expect(options.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  expect(await auditRows(userId)).toEqual([])
})

test('believes the connection, not the headers, about the address', async () => {
  const { userId, authorization } = app.createPerson()
  await hello({ headers: { ...authorization, 'x-forwarded-for': '203.0.113.9' } })
  expect((await auditRows(userId))[0]?.ip).not.toBe('203.0.113.9')
})

test('answers 401 to a browser too, and never redirects', async () => {
  const response = await hello({
    headers: { accept: 'text/html', 'sec-fetch-dest': 'document' },
    redirect: 'manual',
  })
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe(`Bearer realm="${siteSlug}"`)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toEqual({
    type: '/docs/problems/unauthenticated',
    title: 'Sign-in required',
    status: 401,
    instance: '/api/hello-world',
    requestId: response.headers.get('x-request-id'),
  })
})
