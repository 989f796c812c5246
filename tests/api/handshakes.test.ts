import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
let person: ReturnType<App['createPerson']>
beforeAll(async () => {
  app = await startApp()
  person = app.createPerson()
})
afterAll(() => app.stop())

const asDocument = { accept: 'text/html,*/*', 'sec-fetch-dest': 'document' }

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  app.callsToClerk.length = 0
  return fetch(app.origin + path, { headers: { ...asDocument, ...headers }, redirect: 'manual' })
}

const forged: [where: string, query: string, cookie: string][] = [
  ['the address', '__clerk_handshake=garbage', ''],
  ['a cookie', '', '__clerk_handshake=garbage'],
  ['an encoded cookie', '', '%5F_clerk_handshake=garbage'],
  ['the value of a cookie', '', 'other=%3B __clerk_handshake=garbage'],
]
const lookedUp: typeof forged = [
  ['an address that Clerk would look up', '__clerk_handshake_nonce=abc', ''],
  ['a cookie that Clerk would look up', '', '__clerk_handshake_nonce=abc'],
]

describe('the API knows no handshake, and asks Clerk nothing, with one in', () => {
  test.each([...forged, ...lookedUp])('%s', async (_where, query, cookie) => {
    const path = `/api/hello-world?${query}`
    const anonymous = await get(path, { cookie })
    expect(anonymous.status).toBe(401)
    expect(anonymous.headers.get('content-type')).toBe('application/problem+json')
    expect(anonymous.headers.get('x-request-id')).toBeTruthy()
    expect((await get(path, { cookie: `${person.cookie}; ${cookie}` })).status).toBe(200)
    expect((await get(path, { cookie, ...person.authorization })).status).toBe(200)
    expect(app.callsToClerk).toEqual([])
  })

  test('an address that carries a valid token', async () => {
    const token = app.clerk.signToken(person.claims)
    const response = await get(`/api/hello-world?__clerk_handshake=${token}`)
    expect(response.status).toBe(401)
  })
})

describe('a page leaves a forged handshake behind, in', () => {
  test.each(forged.slice(0, 2))('%s', async (_where, query, cookie) => {
    const response = await get(`/?page=2&${query}`, { cookie })
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toMatch(/^\/\?page=2&?$/)
    const removal = response.headers.getSetCookie().join()
    expect(removal).toBe(cookie && '__clerk_handshake=; Path=/; Max-Age=0; SameSite=Lax')
  })
})

const expired = () => app.clerk.signToken({ ...person.claims, exp: 1 })

test.each([
  ['a path that begins with two slashes', '//evil.example/?__clerk_handshake=garbage', () => ({})],
  [
    'such a path, in an app that is open',
    '//evil.example/x.data',
    () => ({
      cookie: `__clerk_db_jwt=dvb_1; __client_uat=1; __session=${expired()}`,
      'sec-fetch-dest': 'empty',
    }),
  ],
  [
    'an address that other sites of the same Clerk would be sent on to',
    '/?__clerk_redirect_url=https%3A%2F%2Fevil.example%2F',
    () => ({ cookie: '__clerk_db_jwt=dvb_1' }),
  ],
])('a page goes to no other site: %s', async (_what, path, headers) => {
  const answer = await get(path, headers())
  const told = `${answer.headers.get('location')} ${await answer.text()}`
  expect(told).not.toMatch(/(?:^|["\s])(?:https:)?\/\/evil\.example/)
})

test('a handshake of Clerk itself signs a page in', async () => {
  const handshake = app.clerk.signToken({ handshake: [`__session=${person.token}; Path=/`] })
  const response = await get(`/?__clerk_handshake=${handshake}`)
  expect(response.status).toBe(307)
  expect(response.headers.getSetCookie()).toContain(`__session=${person.token}; Path=/`)
})
