import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

const send = (path: string, headers: Record<string, string>, body: BodyInit) =>
  fetch(app.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
    redirect: 'manual',
  })

const file = () => {
  const form = new FormData()
  form.append('theme', new Blob(['dark']), 'theme.txt')
  return form
}

const bodies: [what: string, body: string][] = [
  ['thousands of fields', 'a=&'.repeat(5_000)],
  ['a long list in 24 bytes', 'theme=dark&a[12000000]=x'],
  ['a list in a known field', 'theme[12000000]=x&confirmation[12000000]=x'],
  ['a command of the form library', 'theme=dark&__intent__=x'],
  ['a command that it could read', '__intent__={"type":"insert","payload":{"name":"theme"}}'],
  ['a state of the form library', 'theme=dark&__state__=x'],
  ['a field twice', 'theme=dark&theme=light&confirmation=a&confirmation=b'],
  ['a field that inheritance knows', 'theme=dark&__proto__=x&constructor=x'],
]

test.each(bodies)('a form that is none of the page is refused: %s', async (_what, body) => {
  const { authorization, userId } = app.createPerson()
  for (const path of ['/settings', '/account/delete']) {
    const answer = await send(path, authorization, body)
    expect(answer.status).toBe(400)
    expect((await answer.text()).length).toBeLessThan(100_000)
  }
  const [rows] = await app.database.asUser(userId, (sql) => [sql`select from user_settings`])
  expect(rows).toEqual([])
})

test.each([
  ['no version that was given out', 'theme=dark&version=%00'],
  ['no time', 'theme=dark&version=1.1.1'],
  ['no theme', 'theme=%ED%A0%80'],
])('a form with a wrong value comes back: %s', async (_what, body) => {
  const answer = await send('/settings', app.createPerson().authorization, body)
  expect(answer.status).toBe(422)
})

test('a file is no setting', async () => {
  const { authorization } = app.createPerson()
  const init = { method: 'POST', headers: authorization, body: file() }
  expect((await fetch(`${app.origin}/settings`, init)).status).toBe(400)
})

/** A hundred megabytes in pieces, without a length. */
function endless(read: { pieces: number }) {
  return new ReadableStream({
    async pull(controller) {
      read.pieces += 1
      controller.enqueue(new Uint8Array(64_000))
      if (read.pieces === 2_000) controller.close()
    },
  })
}

test.each([
  ['by a person', 413, (): Partial<Person['authorization']> => app.createPerson().authorization],
  ['by nobody', 303, () => ({})],
])('no more is read of a form than could be one: sent %s', async (_who, status, headers) => {
  const read = { pieces: 0 }
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers() },
    body: endless(read),
    redirect: 'manual',
    duplex: 'half',
  }
  const answer = await fetch(`${app.origin}/settings`, init).catch((error: Error) => error)
  // Where the answer came first, the rest could not be sent any more.
  if (answer instanceof Response) expect(answer.status).toBe(status)
  expect(read.pieces).toBeLessThan(500)
})

test('what was kept and is no form of the page is forgotten', async () => {
  const person = app.createPerson()
  const kept = await send(`/settings?author=${person.userId}`, {}, 'theme=dark&__intent__=x')
  const [cookie = ''] = kept.headers.getSetCookie()
  expect(cookie).toMatch(/^kept-form=/)
  const headers = { cookie: `${person.cookie}; ${cookie.split(';')[0]}` }
  const page = await fetch(`${app.origin}/settings`, { headers })
  expect(page.status).toBe(200)
  expect(page.headers.getSetCookie().join()).toContain('kept-form=; Max-Age=0')
})

test('who signed in since does not keep an account by the banner of somebody else', async () => {
  const [ada, bob] = [app.createPerson(), app.createPerson()]
  const ask = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const deletion = (method: string) =>
    fetch(`${app.origin}/api/user/deletion`, {
      ...ask,
      method,
      headers: { ...ask.headers, ...bob.authorization, 'idempotency-key': crypto.randomUUID() },
      ...(method === 'POST' && { body: '{"confirmation":"delete my account"}' }),
    })
  expect((await deletion('POST')).ok).toBe(true)
  const refused = await send(`/account/keep?author=${ada.userId}`, bob.authorization, '')
  expect(refused.status).toBe(303)
  expect((await deletion('GET')).status).toBe(200)
  const kept = await send(`/account/keep?author=${bob.userId}`, bob.authorization, '')
  expect(kept.headers.get('location')).toBe('/account')
  expect((await deletion('GET')).status).toBe(404)
})

test('of a long user agent the beginning is kept', async () => {
  const { authorization, userId } = app.createPerson()
  const headers = { ...authorization, 'user-agent': 'A"'.repeat(10_000) }
  expect((await fetch(`${app.origin}/api/hello-world`, { headers })).status).toBe(200)
  const [rows] = await app.database.asUser(userId, (sql) => [
    sql`select user_agent from audit_logs`,
  ])
  expect(rows).toEqual([{ user_agent: 'A"'.repeat(256) }])
})

test('thousands of names in a query are refused at once, and some are named', async () => {
  const query = Array.from({ length: 12_000 }, (_, n) => n).join('&')
  const answer = await fetch(`${app.origin}/api/user/activity?${query}`, {
    headers: app.createPerson().authorization,
  })
  expect(answer.status).toBe(400)
  expect((await answer.json()).errors).toHaveLength(20)
})

test('HEAD of a page leads to the sign-in, as GET does', async () => {
  const init: RequestInit = { method: 'HEAD', redirect: 'manual' }
  const answer = await fetch(`${app.origin}/settings`, init)
  expect(answer.headers.get('location')).toBe('/sign-in?redirect_url=%2Fsettings')
  expect(answer.headers.getSetCookie()).toEqual([])
})
