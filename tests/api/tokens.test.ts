import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
let person: ReturnType<App['createPerson']>
beforeAll(async () => {
  app = await startApp()
  person = app.createPerson()
})
afterAll(() => app.stop())

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const header = (changes = {}) => ({ alg: 'RS256', typ: 'JWT', ...changes })
const seconds = () => Math.floor(Date.now() / 1000)

function forge(head: object, signature: (data: string) => Buffer): string {
  const data = `${encode(head)}.${encode(person.claims)}`
  return `${data}.${signature(data).toString('base64url')}`
}

const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const publicKey = () => process.env.CLERK_JWT_KEY ?? ''

const forgeries: Record<string, () => string> = {
  'alg none': () => forge(header({ alg: 'none' }), () => Buffer.alloc(0)),
  'HS256 with the public key': () =>
    forge(header({ alg: 'HS256' }), (data) =>
      createHmac('sha256', publicKey()).update(data).digest(),
    ),
  "another issuer's key": () =>
    forge(header(), (data) => sign('RSA-SHA256', Buffer.from(data), otherKey)),
  'an expired token': () => app.clerk.signToken({ ...person.claims, exp: seconds() - 60 }),
  'a token of the future': () =>
    app.clerk.signToken({ ...person.claims, nbf: seconds() + 600, iat: seconds() + 600 }),
  'a token that is made in the future and holds already': () =>
    app.clerk.signToken({ ...person.claims, iat: seconds() + 600, exp: seconds() + 660 }),
  'a token that holds in the future only': () =>
    app.clerk.signToken({ ...person.claims, nbf: seconds() + 600, exp: seconds() + 660 }),
  'a token without a person': () => app.clerk.signToken({ ...person.claims, sub: undefined }),
  'a token without a session': () => app.clerk.signToken({ ...person.claims, sid: undefined }),
  'a token of another site': () =>
    app.clerk.signToken({ ...person.claims, azp: 'https://evil.example.com' }),
  'a token of no site': () => app.clerk.signToken({ ...person.claims, azp: undefined }),
  'a truncated token': () => person.token.slice(0, -20),
  'a token with a changed claim': () => {
    const [head, , signature] = person.token.split('.')
    return `${head}.${encode({ ...person.claims, sub: 'user_other' })}.${signature}`
  },
  '100 KB': () => 'ey'.repeat(50_000),
  '100 KB in the form of a token': () => `ey${'a'.repeat(100_000)}.eyJ9.abc`,
  'an API key': () => 'ak_0123456789abcdef0123456789abcdef',
  'a machine token': () => 'mt_0123456789abcdef0123456789abcdef',
  'an OAuth token': () => 'oat_0123456789abcdef0123456789abcdef',
  garbage: () => 'not.a.token',
  nothing: () => '',
}

describe('a request with a forged token gets a 401 and no call to Clerk:', () => {
  test.each(Object.entries(forgeries))('%s', async (_name, token) => {
    app.callsToClerk.length = 0
    const response = await fetch(`${app.origin}/api/hello-world`, {
      headers: { authorization: `Bearer ${token()}` },
      redirect: 'manual',
    })
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(app.callsToClerk).toEqual([])
  })
})

test('some instances of Clerk mark a session token as one that marks nothing', async () => {
  const token = app.clerk.signToken(person.claims, { cat: 'cl_I7d4PD111III' })
  const headers = { authorization: `Bearer ${token}` }
  expect((await fetch(`${app.origin}/api/hello-world`, { headers })).status).toBe(200)
})

test('a call to Clerk would be seen', async () => {
  app.callsToClerk.length = 0
  const token = app.clerk.signToken({ ...person.claims, email: undefined })
  const cookie = person.cookie.replace(person.token, token)
  await fetch(app.origin, { headers: { cookie } })
  expect(app.callsToClerk).toEqual([`GET /__clerk/v1/users/${person.userId}`])
})

test('a forged Bearer is not made good by a cookie', async () => {
  const { cookie } = person
  const headers = { cookie, authorization: 'Bearer ak_0123456789abcdef0123456789abcdef' }
  expect((await fetch(`${app.origin}/api/hello-world`, { headers: { cookie } })).status).toBe(200)
  expect((await fetch(`${app.origin}/api/hello-world`, { headers })).status).toBe(401)
})

test('the same token, unforged, is accepted', async () => {
  const response = await fetch(`${app.origin}/api/hello-world`, { headers: person.authorization })
  expect(response.status).toBe(200)
})
