import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

const friend = 'https://friend.example.com'

let app: App
beforeAll(async () => {
  app = await startApp({
    environment: { API_CORS_ORIGINS: `https://other.example.com, ${friend}` },
  })
})
afterAll(() => app.stop())

const ask = (method: string, headers: Record<string, string>, path = '/api/user/settings') =>
  fetch(app.origin + path, { method, headers, redirect: 'manual' })
const shared = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')))

const readable = {
  'access-control-allow-origin': friend,
  'access-control-expose-headers':
    'Allow, ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, WWW-Authenticate, X-Request-Id',
}

test('a preflight allows all that the API takes, and nothing else, for ten minutes', async () => {
  const preflight = { origin: friend, 'access-control-request-method': 'PATCH' }
  expect(shared(await ask('OPTIONS', preflight))).toEqual({
    ...readable,
    'access-control-allow-methods': 'GET, HEAD, OPTIONS, PATCH, PUT',
    'access-control-allow-headers':
      'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Traceparent, X-Request-Id',
    'access-control-max-age': '600',
  })
})

test('what is no preflight allows nothing', async () => {
  expect(shared(await ask('OPTIONS', { origin: friend }))).toEqual(readable)
  const get = { origin: friend, 'access-control-request-method': 'PATCH' }
  expect(shared(await ask('GET', get))).toEqual(readable)
})

test('who names no origin, or asks for a page, is told of none', async () => {
  expect(shared(await ask('GET', {}))).toEqual({})
  const page = await ask('GET', { origin: friend }, '/docs/problems')
  expect(shared(page)).toEqual({})
  expect(page.headers.get('vary') ?? '').not.toMatch(/origin/i)
})

test('reading and asking change nothing, and are let through with a cookie from anywhere', async () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    const { cookie } = app.createPerson()
    const headers = { cookie, 'sec-fetch-site': 'cross-site' }
    expect((await ask(method, headers)).status).toBe(method === 'OPTIONS' ? 204 : 200)
  }
})

test('a form of another site gets a page that says so', async () => {
  const headers = { cookie: app.createPerson().cookie, 'sec-fetch-site': 'cross-site' }
  const response = await ask('POST', headers, '/settings')
  expect(response.status).toBe(403)
  expect(response.headers.get('content-type')).toContain('text/html')
})
