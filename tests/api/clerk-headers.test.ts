import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

// As in production: a live key, and Clerk at an address of its own, which the key names.
const key = `pk_live_${Buffer.from('clerk.example.com$').toString('base64')}`

let app: App
beforeAll(async () => {
  app = await startApp({
    environment: { CLERK_PUBLISHABLE_KEY: key, CLERK_PROXY_URL: '', CLERK_UI_URL: '' },
  })
})
afterAll(() => app.stop())

test('the security policy lets in Clerk’s domains, which the publishable key names, and no others', async () => {
  const { headers } = await fetch(app.origin)
  const policy = (headers.get('content-security-policy') ?? '').replace(
    /(?:'sha256-[^']+' ?)+/,
    'HASHES ',
  )
  expect(policy.split('; ')).toEqual([
    "default-src 'self'",
    "script-src 'self' HASHES https://clerk.example.com https://challenges.cloudflare.com https://*.protect.clerk.com",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https://img.clerk.com",
    "connect-src 'self' https://clerk.example.com https://*.protect.clerk.com:*",
    "worker-src 'self' blob:",
    'frame-src https://challenges.cloudflare.com https://*.protect.clerk.com',
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ])
})

test('a token does not count where Clerk’s server says that nobody is signed in, whoever asks', async () => {
  const { token, claims, authorization } = app.createPerson()
  const ask = (cookie: string, headers = {}) =>
    fetch(`${app.origin}/api/hello-world`, {
      headers: { cookie, 'sec-fetch-dest': 'empty', ...headers },
    })
  expect((await ask(`__session=${token}; __client_uat=${claims.iat}`)).status).toBe(200)
  expect((await ask(`__session=${token}; __client_uat=0`)).status).toBe(401)
  expect((await ask(`__session=${token}`)).status).toBe(401)
  expect((await ask('', authorization)).status).toBe(200)
})
