import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

const friend = 'https://friend.example.com'
const stranger = 'https://stranger.example.com'

let app: App
beforeAll(async () => {
  app = await startApp({ environment: { API_CORS_ORIGINS: friend } })
})
afterAll(() => app.stop())

const url = (path = '/api/user/settings') => `${app.origin}${path}`
const preflight = (origin: string, path?: string) =>
  fetch(url(path), {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization,if-match',
    },
  })

describe('CORS', () => {
  test('a preflight of a site on the list tells it what it may send', async () => {
    const { status, headers } = await preflight(friend)
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe(friend)
    expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS, PATCH, PUT')
    expect(headers.get('access-control-allow-headers')).toContain('If-Match')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
    expect(headers.get('vary')?.toLowerCase()).toContain('origin')
  })

  test.each([stranger, `${friend}.evil.example`, 'null'])(
    'one of %s tells it nothing',
    async (origin) => {
      const { headers } = await preflight(origin)
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('access-control-allow-methods')).toBeNull()
      expect(headers.get('vary')?.toLowerCase()).toContain('origin')
    },
  )

  test('pages are shared with nobody', async () => {
    const { headers } = await preflight(friend, '/settings')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  test('an answer can be read there, its headers too, and so can a refusal', async () => {
    const { authorization } = app.createPerson()
    for (const headers of [{ ...authorization, origin: friend }, { origin: friend }]) {
      const response = await fetch(url(), { headers })
      expect(response.headers.get('access-control-allow-origin')).toBe(friend)
      expect(response.headers.get('access-control-expose-headers')).toContain('ETag')
    }
  })
})

describe('a write with a cookie', () => {
  const put = (headers: Record<string, string>) =>
    fetch(url(), {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"theme":"dark"}',
    })

  test.each([
    ['from a page of this site', { 'sec-fetch-site': 'same-origin' }, 200],
    ['from this site, in a browser that says only where', { origin: 'SELF' }, 200],
    ['from a sibling of this site', { 'sec-fetch-site': 'same-site' }, 403],
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: stranger }, 403],
    ['from a site on the list', { 'sec-fetch-site': 'cross-site', origin: friend }, 403],
    ['from another site, in a browser that says only where', { origin: stranger }, 403],
    ['from a page without an origin', { origin: 'null' }, 403],
    ['from nowhere', {}, 403],
  ] as const)('%s', async (_name, given: Record<string, string>, status) => {
    const { userId, cookie } = app.createPerson()
    const origin = given.origin?.replace('SELF', app.origin)
    const response = await put({ ...given, ...(origin && { origin }), cookie })
    expect(response.status).toBe(status)
    const [rows] = await app.database.asUser<[unknown[]]>(userId, (sql) => [
      sql`select from user_settings`,
    ])
    expect(rows).toHaveLength(status === 200 ? 1 : 0)
    if (status === 403)
      expect(await response.json()).toMatchObject({ type: '/docs/problems/cross-site' })
  })

  test('a Bearer token may come from anywhere', async () => {
    const { authorization, cookie } = app.createPerson()
    const headers = { ...authorization, cookie, 'sec-fetch-site': 'cross-site', origin: friend }
    expect((await put(headers)).status).toBe(200)
  })

  test('a password that the browser sends by itself does not stand above it', async () => {
    const { cookie } = app.createPerson()
    const headers = { authorization: 'Basic eDp4', cookie, 'sec-fetch-site': 'cross-site' }
    expect((await put(headers)).status).toBe(403)
    expect((await put({ ...headers, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  test('pages’ forms are refused too', async () => {
    const { userId, cookie } = app.createPerson()
    const headers = { cookie, 'sec-fetch-site': 'cross-site' }
    const response = await fetch(url('/?index'), {
      method: 'POST',
      headers,
      body: new URLSearchParams(),
    })
    expect(response.status).toBe(403)
    const [rows] = await app.database.asUser<[unknown[]]>(userId, (sql) => [
      sql`select from audit_logs`,
    ])
    expect(rows).toEqual([])
  })
})

// A browser keeps the cookies of a person out of another site's form, but would take those of its answer.
test.each(['/account/keep', '/account/export', '/settings?author=user_a', '/account/delete'])(
  "another site's form for %s leaves nothing in a browser that sends no cookie",
  async (path) => {
    const from: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: stranger },
      { origin: 'null' },
    ]
    for (const headers of from) {
      const body = new URLSearchParams({ confirmation: 'delete my account' })
      const answer = await fetch(url(path), { method: 'POST', headers, body, redirect: 'manual' })
      expect([400, 403]).toContain(answer.status)
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  },
)
