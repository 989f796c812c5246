import { createClerkClient } from '@clerk/react-router/api.server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookieSuffixFor } from '#dev/clerk/keys.ts'
import { type App, startApp } from '../support/app.ts'

let app: App
let person: ReturnType<App['createPerson']>
let other: typeof person
beforeAll(async () => {
  app = await startApp()
  person = app.createPerson()
  other = app.createPerson()
})
afterAll(() => app.stop())

const now = Math.floor(Date.now() / 1000)
const suffix = () => cookieSuffixFor(app.clerk.publishableKey)
const sign = (changes: object, header?: object) =>
  app.clerk.signToken({ ...person.claims, ...changes }, header)

const tokens: Record<string, () => string[]> = {
  none: () => [],
  'one that counts': () => [`__session=${person.token}`],
  'the same twice': () => [`__session=${person.token}`, `__session_${suffix()}=${person.token}`],
  "somebody else's beside it": () => [
    `__session=${person.token}`,
    `__session_${suffix()}=${other.token}`,
  ],
  'two of one name': () => [`__session=${person.token}`, `__session=${other.token}`],
  'only with a suffix': () => [`__session_${suffix()}=${person.token}`],
  'of another instance': () => [`__session_abcdefgh=${person.token}`],
  expired: () => [`__session=${sign({ exp: now - 30 })}`],
  'of the future': () => [`__session=${sign({ nbf: now + 600, iat: now + 600 })}`],
  'made in the future': () => [`__session=${sign({ iat: now + 600, exp: now + 660 })}`],
  'of another site': () => [`__session=${sign({ azp: 'https://evil.example.com' })}`],
  'of no site': () => [`__session=${sign({ azp: undefined })}`],
  pending: () => [`__session=${sign({ sts: 'pending' })}`],
  'without a session': () => [`__session=${sign({ sid: undefined })}`],
  "a machine's": () => [`__session=${sign({}, { cat: 'cl_B7d4PD333AAA' })}`],
  'of a template': () => [`__session=${sign({}, { cat: 'cl_B7d4PD222AAA' })}`],
  'that marks nothing': () => [`__session=${sign({}, { cat: 'cl_I7d4PD111III' })}`],
  'with spaces around its name': () => [` \t__session =${person.token}`],
  forged: () => [`__session=${person.token.slice(0, -8)}AAAAAAAA`],
}
const signIns: Record<string, () => string[]> = {
  none: () => [],
  before: () => [`__client_uat=${person.claims.iat}`],
  'signed out': () => ['__client_uat=0'],
  'after the token': () => [`__client_uat=${person.claims.iat + 30}`],
  'out of step': () => [
    `__client_uat=${person.claims.iat}`,
    `__client_uat_${suffix()}=${person.claims.iat + 30}`,
  ],
}
const rest: [what: string, cookies: string[], query: string, headers: Record<string, string>][] = [
  ['known browser', ['__clerk_db_jwt=dvb_1'], '', {}],
  ['unknown browser', [], '', {}],
  ['forged handshake', ['__clerk_db_jwt=dvb_1', '__clerk_handshake=garbage'], '', {}],
  ['news in the address', ['__clerk_db_jwt=dvb_1'], '?__clerk_db_jwt=dvb_2', {}],
  ['a password of the site', ['__clerk_db_jwt=dvb_1'], '', { authorization: 'Basic eDp4' }],
  ['from elsewhere', ['__clerk_db_jwt=dvb_1'], '', { referer: 'https://elsewhere.example.com/' }],
]

const cases = Object.keys(tokens).flatMap((token) =>
  Object.keys(signIns).flatMap((signIn) =>
    rest.map((each): [string, string, ...typeof each] => [token, signIn, ...each]),
  ),
)

test.each(['e30.bnVsbA.AAAA', 'bnVsbA.e30.AAAA', 'IG51bGw.IG51bGw.AAAA'])(
  'a token over which Clerk itself stumbles is nobody’s: %s',
  async (token) => {
    for (const cookie of [`__session=${token}`, `__client_uat=0; __session_abcdefgh=${token}`]) {
      const page = await fetch(`${app.origin}/docs/problems`, { headers: { cookie } })
      expect(page.status).toBe(200)
      const answer = await fetch(`${app.origin}/api/hello-world`, { headers: { cookie } })
      expect(answer.status).toBe(401)
    }
  },
)

// What the app decides by itself, for speed, must be what Clerk would have decided.
test.each(cases)('token %s, sign-in %s, %s', async (token, signIn, _what, more, query, given) => {
  const url = `${app.origin}/settings${query}`
  const cookies = [...(tokens[token]?.() ?? []), ...(signIns[signIn]?.() ?? []), ...more]
  const headers = {
    accept: 'text/html',
    'sec-fetch-dest': 'document',
    cookie: cookies.join('; '),
    ...given,
  }
  const answer = await fetch(url, { headers, redirect: 'manual' })
  expect(answer.status).toBeLessThan(500)
  const isSignedIn = answer.status === 200
  if (isSignedIn) expect(await answer.text()).toContain(`author=${person.userId}`)

  const clerk = createClerkClient({ secretKey: process.env.CLERK_SECRET_KEY ?? '' })
  const state = await clerk
    .authenticateRequest(new Request(url, { headers }), {
      publishableKey: app.clerk.publishableKey,
      jwtKey: process.env.CLERK_JWT_KEY ?? '',
      proxyUrl: '/__clerk',
      authorizedParties: [app.origin],
      signInUrl: '/sign-in',
    })
    // With a development key it throws at a handshake that it did not sign, and the app leaves that behind.
    .catch(() => null)
  const auth = state?.toAuth()
  expect(isSignedIn).toBe(auth?.userId === person.userId && auth.sessionId !== undefined)
  // Who brings nothing is nobody, also where Clerk, with a development key, would look for a browser it knows.
  if (cookies.length === 0) return expect(answer.headers.get('location')).toMatch(/^\/sign-in\?/)
  const isHandshake = answer.headers.get('location')?.includes('/v1/client/handshake') ?? false
  expect(isHandshake).toBe(state?.status === 'handshake')
})

// As Clerk's script leaves them where the page is left while it loads, or between two of its cookies.
test.each([
  ['nobody signed in', () => ({ __client_uat: 0 })],
  ['nothing is known', () => ({})],
  ['the sign-in is newer', () => ({ __client_uat: person.claims.iat + 30 })],
])('with a development key a script is heard by its token alone: %s', async (_what, signIn) => {
  const cookie = Object.entries({ __session: person.token, __clerk_db_jwt: 'dvb_1', ...signIn() })
    .flatMap(([name, value]) => [`${name}=${value}`, `${name}_${suffix()}=${value}`])
    .join('; ')
  const ask = (path: string, headers: Record<string, string>) =>
    fetch(app.origin + path, { headers: { cookie, ...headers }, redirect: 'manual' })

  const fromScript = { 'sec-fetch-dest': 'empty' }
  const answer = await ask('/settings.data', fromScript)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain(person.userId)
  expect((await ask('/api/hello-world', fromScript)).status).toBe(200)

  const document = await ask('/settings', { accept: 'text/html', 'sec-fetch-dest': 'document' })
  expect(document.headers.get('location')).toContain('/v1/client/handshake')
})
