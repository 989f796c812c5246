import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'

const proxy = await startFaultProxy()
let app: App
beforeAll(async () => {
  app = await startApp({ throughProxy: (url) => proxy.through(url) })
})
afterAll(() => app.stop())

test('health asks the database', async () => {
  const response = await fetch(`${app.origin}/api/health`)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toEqual({
    status: 'ok',
    database: { status: 'ok', latencyMs: expect.any(Number) },
  })
})

test('liveness does not', async () => {
  const response = await fetch(`${app.origin}/api/health/live`)
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ status: 'ok' })
})

test.each([
  ['GET', '/api/nothing', 404, 'not-found'],
  ['POST', '/api/nothing', 404, 'not-found'],
  ['DELETE', '/api/health', 405, 'method-not-allowed'],
  ['POST', '/api/user/settings', 405, 'method-not-allowed'],
  ['PROPFIND', '/api/hello-world', 405, 'method-not-allowed'],
])('%s %s answers %i as problem+json', async (method, path, status, name) => {
  const response = await fetch(`${app.origin}${path}`, { method })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toMatchObject({ type: `/docs/problems/${name}`, status })
  if (status === 405) expect(response.headers.get('allow')).toMatch(/^GET, HEAD, OPTIONS/)
})

// By hand: `fetch` refuses to send it.
test('TRACE is refused', async () => {
  const answer = await new Promise((resolve, reject) => {
    request(`${app.origin}/api/hello-world`, { method: 'TRACE' }, (response) => {
      response.resume()
      resolve({ status: response.statusCode, allow: response.headers.allow })
    })
      .on('error', reject)
      .end()
  })
  expect(answer).toEqual({ status: 405, allow: 'GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE' })
})

test('a dead database makes it unhealthy, says no more than that, and leaves the process alive', async () => {
  await proxy.refuse()
  const response = await fetch(`${app.origin}/api/health`)
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({
    status: 'unavailable',
    database: { status: 'unavailable', latencyMs: expect.any(Number) },
  })
  expect((await fetch(`${app.origin}/api/health/live`)).status).toBe(200)

  const { authorization } = app.createPerson()
  const hello = await fetch(`${app.origin}/api/hello-world`, { headers: authorization })
  expect(hello.status).toBe(503)
  expect(hello.headers.get('retry-after')).toBe('5')
})
