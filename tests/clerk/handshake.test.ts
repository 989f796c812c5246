import { createClerkClient } from '@clerk/react-router/api.server'
import { describe, expect, test } from 'vitest'
import { startLocalClerk, type RunningClerk } from '../support/clerk-server.ts'

describe.each([{ live: false }, { live: true }])('with live = $live', ({ live }) => {
  test('an expired session is renewed on the way to the page', async () => {
    const clock = { ahead: -120_000 }
    const local = await startLocalClerk({ live, now: () => Date.now() + clock.ahead })
    const { id: userId } = local.clerk.createUser({ email: 'grace@example.com' })
    const { cookies } = local.clerk.signIn(userId, local.origin)
    clock.ahead = 0

    const first = await authenticate(local, `${local.origin}/page?a=1`, cookies)
    expect(first.status).toBe('handshake')
    const { target, jar } = await follow(first.headers.get('location'), cookies)
    expect(new URL(target).pathname).toBe('/page')

    const second = await authenticate(local, target, jar)
    for (const cookie of second.headers.getSetCookie()) keep(jar, cookie)
    const third = await authenticate(local, `${local.origin}/page?a=1`, jar)
    expect(third.status).toBe('signed-in')
    expect(third.toAuth()).toMatchObject({ userId })
    // A cookie that stayed would sign the person in again after they signed out.
    expect(jar.__clerk_handshake ?? '').toBe('')
    await local.close()
  })

  test('an ended session comes back signed out', async () => {
    const clock = { ahead: -120_000 }
    const local = await startLocalClerk({ live, now: () => Date.now() + clock.ahead })
    const { id: userId } = local.clerk.createUser({ email: 'grace@example.com' })
    const { cookies, sessionId } = local.clerk.signIn(userId, local.origin)
    clock.ahead = 0
    await backend(local).sessions.revokeSession(sessionId)

    const first = await authenticate(local, `${local.origin}/`, cookies)
    const { target, jar } = await follow(first.headers.get('location'), cookies)
    const second = await authenticate(local, target, jar)
    for (const cookie of second.headers.getSetCookie()) keep(jar, cookie)
    const third = await authenticate(local, `${local.origin}/`, jar)
    expect(third.status).toBe('signed-out')
    await local.close()
  })
})

test.each([
  'https://evil.example/',
  '//evil.example/',
  'http://localhost.evil.example/',
  'javascript:alert(1)',
  '/relative',
  '',
])('does not send anybody to %j', async (redirectUrl) => {
  const local = await startLocalClerk()
  const url = new URL(`${local.origin}/__clerk/v1/client/handshake`)
  url.searchParams.set('redirect_url', redirectUrl)
  const response = await fetch(url, { redirect: 'manual' })
  expect(response.status).toBe(400)
  expect(response.headers.get('location')).toBeNull()
  await local.close()
})

function backend(local: RunningClerk) {
  const { CLERK_SECRET_KEY, CLERK_PUBLISHABLE_KEY, CLERK_API_URL } = local.environment
  return createClerkClient({
    secretKey: CLERK_SECRET_KEY,
    publishableKey: CLERK_PUBLISHABLE_KEY,
    apiUrl: CLERK_API_URL,
    telemetry: { disabled: true },
  })
}

function authenticate(local: RunningClerk, url: string, cookies: Record<string, string>) {
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const request = new Request(url, { headers: { cookie, 'sec-fetch-dest': 'document' } })
  return backend(local).authenticateRequest(request, {
    jwtKey: local.environment.CLERK_JWT_KEY,
    proxyUrl: `${local.origin}${local.environment.CLERK_PROXY_URL}`,
    authorizedParties: [local.origin],
  })
}

async function follow(location: string | null, cookies: Record<string, string>) {
  const jar = { ...cookies }
  const cookie = Object.entries(jar)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const response = await fetch(location ?? '', { redirect: 'manual', headers: { cookie } })
  expect(response.status).toBe(307)
  for (const set of response.headers.getSetCookie()) keep(jar, set)
  return { target: response.headers.get('location') ?? '', jar }
}

function keep(jar: Record<string, string>, setCookie: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? []
  if (setCookie.includes('Max-Age=0')) delete jar[name]
  else jar[name] = value
}
