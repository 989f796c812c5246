import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unsentNonce } from '#app/http/hash-scripts.server.ts'
import { pageForEverybody } from '#app/http/page-for-everybody.server.ts'
import { type App, startApp } from '../support/app.ts'

let app: App
let person: ReturnType<App['createPerson']>
beforeAll(async () => {
  app = await startApp()
  person = app.createPerson()
})
afterAll(() => app.stop())

const ask = (path: string, init: RequestInit = {}) =>
  fetch(app.origin + path, { redirect: 'manual', ...init })

const publicPages = ['/', '/docs/api', '/docs/problems', '/docs/problems/not-found']

test.each(publicPages)('%s is kept at the edge, and is the same for everybody', async (path) => {
  const [one, other] = await Promise.all([
    ask(path),
    ask(path, { headers: { cookie: '_ga=1', 'x-request-id': 'one-caller-s' } }),
  ])
  expect(one.status).toBe(200)
  expect(one.headers.get('netlify-cdn-cache-control')).toBe('public, durable, max-age=86400')
  expect(one.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
  expect(one.headers.has('set-cookie')).toBe(false)
  const told = new Headers(other.headers)
  for (const name of ['date', 'connection', 'keep-alive']) told.delete(name)
  for (const [name, value] of told) expect(one.headers.get(name), name).toBe(value)
  expect(told.has('x-request-id')).toBe(false)
  const text = await one.text()
  expect(text).toBe(await other.text())
  expect(told.get('content-length')).toBe(String(Buffer.byteLength(text)))
})

test.each(publicPages)('the scripts of %s are known by their hashes', async (path) => {
  const response = await ask(path)
  const policy = response.headers.get('content-security-policy') ?? ''
  const [, sources = ''] = /script-src 'self' ([^;]*);/.exec(policy) ?? []
  const scripts = (await response.text()).matchAll(/<script(?![^>]* src=)[^>]*>(.*?)<\/script>/gs)
  const hashes = Array.from(scripts, ([, script = '']) => {
    return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
  })
  expect(hashes.length).toBeGreaterThan(2)
  expect(sources.split(' ').toSorted()).toEqual([...new Set(hashes)].toSorted())
})

test('such a page is rendered anew for another address, and where its data changed', async () => {
  const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const rendered: string[] = []
  const pageOf = async (url: string, data: unknown, script: string) => {
    const page = Buffer.from(`<p>é</p><script nonce="${unsentNonce}">${script}</script>`)
    const render = () => Promise.resolve(page).finally(() => rendered.push(script))
    const { body, sources } = await pageForEverybody(url, data, render)
    return { body: body.toString(), sources }
  }
  const one = { body: '<p>é</p><script>run(1)</script>', sources: [hashOf('run(1)')] }
  const two = { body: '<p>é</p><script>run(2)</script>', sources: [hashOf('run(2)')] }
  expect(await pageOf('/a', { root: { at: new Date(1) } }, 'run(1)')).toEqual(one)
  expect(await pageOf('/a', { root: { at: new Date(1) } }, 'run(2)')).toEqual(one)
  expect(await pageOf('/b', { root: { at: new Date(1) } }, 'run(2)')).toEqual(two)
  expect(await pageOf('/a', { root: { at: new Date(2) } }, 'run(2)')).toEqual(two)
  expect(rendered).toEqual(['run(1)', 'run(2)', 'run(2)'])
})

test.each(publicPages)('HEAD of %s has the headers of GET', async (path) => {
  const [get, head] = await Promise.all([ask(path), ask(path, { method: 'HEAD' })])
  const named = ({ headers }: Response) =>
    [...headers].filter(
      ([name]) => !/^(?:date|connection|keep-alive|transfer-encoding)$/.test(name),
    )
  expect(named(head)).toEqual(named(get))
  expect(await head.text()).toBe('')
})

const isKept = ({ headers }: Response) =>
  headers.has('netlify-cdn-cache-control') || !/no-store/.test(headers.get('cache-control') ?? '')

test('no cookie of a session finds what is kept for everybody', async () => {
  const vary = (await ask('/')).headers.get('netlify-vary') ?? ''
  const [, names = ''] = /^header=authorization,cookie=(\S+)$/.exec(vary) ?? []
  const own = Object.keys(person.cookies)
  expect(own.length).toBeGreaterThan(0)
  expect(names.split('|')).toEqual(expect.arrayContaining([...own, 'notice', 'kept-form']))
  // Each of them alone is enough.
  for (const name of names.split('|'))
    expect(isKept(await ask('/', { headers: { cookie: `a=b; ${name}=c` } })), name).toBe(false)
})

test.each(['/docs/problems', '/docs/problems.data'])(
  '%s is never kept for somebody whose cookies only Clerk can read',
  async (path) => {
    const own = person.cookie.replaceAll('; ', ';\t')
    const known = await ask(path, { headers: { cookie: person.cookie } })
    const told = known.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    const cookie = ['__client_uat_x=1', own, ...told].join(';\t')
    const answer = await ask(path, { headers: { cookie } })
    expect(await answer.text()).toContain(person.userId)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(isKept(answer)).toBe(false)
  },
)

test.each([
  ['the page of a person', '/', () => ({ headers: { cookie: person.cookie } })],
  ['the page of a program', '/', () => ({ headers: { authorization: 'Bearer of nothing' } })],
  ['a page for people', '/settings', () => ({ headers: { cookie: person.cookie } })],
  ['the way to the sign-in', '/settings', () => ({})],
  ['the sign-in', '/sign-in', () => ({})],
  ['a form', '/?index', () => ({ method: 'POST' })],
  ['a page that is not there', '/docs/problems/none', () => ({})],
  ['the API', '/api/health', () => ({})],
])('%s is never kept', async (_what, path, init) => {
  expect(isKept(await ask(path, init()))).toBe(false)
})
