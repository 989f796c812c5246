import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type server from '../../netlify/server.ts'
import { type App, startApp } from '../support/app.ts'
import { cookieFaults } from '../support/known-cookies.ts'

const site = 'https://app.example.com'

let app: App
let handle: typeof server
beforeAll(async () => {
  app = await startApp({ environment: { URL: site } })
  const file = pathToFileURL('.netlify/v1/functions/server.mjs').href
  handle = (await import(file)).default
})
afterAll(() => app.stop())

/** A browser on the site as Netlify serves it, over https. */
function openBrowser() {
  const jar = new Map<string, string>()
  const seen: string[] = []
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  async function ask(path: string, init: RequestInit = {}) {
    const headers = { origin: site, accept: 'text/html', 'sec-fetch-dest': 'document' }
    const request = new Request(site + path, { ...init, headers: { ...headers, cookie: cookie() } })
    const response = await handle(request, { ip: '203.0.113.9', requestId: 'cookie-walk' })
    for (const line of response.headers.getSetCookie()) {
      seen.push(line)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  return {
    jar,
    seen,
    ask,
    post: (path: string, fields: Record<string, string> = {}) =>
      ask(path, { method: 'POST', body: new URLSearchParams(fields) }),
  }
}

/** What a `Set-Cookie` header says. */
function parse(line: string) {
  const [pair = '', ...attributes] = line.split(/;\s*/)
  const given = new Map(
    attributes.map((attribute) => {
      const [name = '', value = ''] = attribute.split('=')
      return [name.toLowerCase(), value]
    }),
  )
  return {
    name: pair.slice(0, pair.indexOf('=')),
    httpOnly: given.has('httponly'),
    secure: given.has('secure'),
    sameSite: given.get('samesite') ?? '',
    path: given.get('path') ?? '',
  }
}

test('every cookie of a walk through the site is known, and as closed as it can be', async () => {
  const { jar, seen, ask, post } = openBrowser()
  await ask('/')
  const { id } = app.clerk.createUser({ email: 'walk@example.com', password: 'a good passphrase' })
  const { cookies, claims } = app.clerk.signIn(id, site)
  const signIn = () => Object.entries(cookies).forEach(([name, value]) => jar.set(name, value))
  signIn()

  expect((await ask('/settings')).status).toBe(200)
  expect((await post('/settings', { theme: 'dark' })).status).toBe(302)
  await ask('/settings')

  // The session's token runs out: what is typed is kept, and Clerk is asked for another token.
  const [iat, nbf, exp] = [claims.iat, claims.nbf, claims.exp].map((second) => second - 120)
  const expired = app.clerk.signToken({ ...claims, iat, nbf, exp })
  for (const name of jar.keys()) if (name.startsWith('__session')) jar.set(name, expired)
  expect((await post(`/settings?author=${id}`, { theme: 'light' })).status).toBe(303)
  const handshake = await ask('/settings')
  expect(handshake.headers.get('location')).toContain('/__clerk/')

  // What Clerk answers, for a browser that is signed in and one that is not.
  const target = `${site}/__clerk/v1/client/handshake?redirect_url=${site}/`
  for (const key of [cookies.__clerk_db_jwt, 'nobody']) {
    const clerk = await app.clerk.fetch(new Request(`${target}&__clerk_db_jwt=${key}`))
    const { searchParams } = new URL(clerk.headers.get('location') ?? '')
    const back = await ask(`/?__clerk_handshake=${searchParams.get('__clerk_handshake')}`)
    expect(back.status).toBe(307)
  }
  signIn()
  expect((await ask('/settings')).status).toBe(200)

  await post('/account/delete', { confirmation: 'delete my account' })
  await post('/account/keep')
  await ask('/account')
  jar.set('__clerk_handshake', 'garbage')
  await ask('/')
  expect((await post('/sign-out')).headers.get('location')).toBe('/')

  const all = seen.map(parse)
  expect(all.flatMap((cookie) => cookieFaults(cookie, true))).toEqual([])
  expect(new Set(all.map(({ name }) => name.replace(/(?<=[a-z])_[\w-]{8}$/, '')))).toEqual(
    new Set([
      '__client_uat',
      '__clerk_db_jwt',
      '__clerk_handshake',
      '__clerk_redirect_count',
      '__session',
      'deletion',
      'kept-form',
      'notice',
      'theme',
    ]),
  )
})
