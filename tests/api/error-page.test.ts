import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())
afterEach(() => {
  vi.restoreAllMocks()
})

/** Opens a page that reads a table which is not there. */
async function openBrokenPage(cookie: string) {
  await app.sql`alter table user_settings rename to user_settings_away`
  try {
    const response = await fetch(`${app.origin}/settings`, { headers: { cookie } })
    return { response, body: await response.text() }
  } finally {
    await app.sql`alter table user_settings_away rename to user_settings`
  }
}

const stack = /^\s*at |\.(?:[cm]?js|tsx?):\d+|node:internal|node_modules/m
const sql = /\bselect\b|\bupdate\b|\brelation\b|user_settings|42P01|postgres|neondb/i

function expectErrorPage({ response, body }: Awaited<ReturnType<typeof openBrokenPage>>) {
  expect(response.status).toBe(500)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(body).toContain('<h1 class="')
  expect(body).toContain('Something went wrong')
  expect(body).toMatch(/<link [^>]*rel="stylesheet"/)
  expect(body).not.toMatch(stack)
  expect(body).not.toMatch(sql)
  expect(body).not.toContain(process.cwd())
}

test('a page that fails says so and gives the id to quote, but nothing of the error', async () => {
  const { cookie } = app.createPerson()
  const home = await fetch(app.origin, { headers: { cookie } })
  const theme = home.headers.getSetCookie().find((line) => line.startsWith('theme='))
  const broken = await openBrokenPage(`${cookie}; ${theme?.split(';')[0]}`)
  expectErrorPage(broken)
  const id = broken.response.headers.get('x-request-id')
  expect(id).toMatch(/^[\da-f-]{36}$/)
  expect(broken.body).toContain(`>${id}</code>`)
})

test('what is around every page may fail as well', async () => {
  // The first page of a browser reads the theme from the database.
  const broken = await openBrokenPage(app.createPerson().cookie)
  expectErrorPage(broken)
  expect(broken.body).toContain(`>${broken.response.headers.get('x-request-id')}</code>`)
})

test('a form may fail as well, and a token in the error comes neither out nor into the log', async () => {
  const logged: string[] = []
  vi.spyOn(console, 'error').mockImplementation((line) => logged.push(String(line)))
  const { authorization, token } = app.createPerson()
  await app.sql`create function fail() returns trigger language plpgsql as
    $$ begin raise exception 'broken by %', new.user_agent; end $$`
  await app.sql`create trigger fail before insert on audit_logs for each row execute function fail()`
  const response = await fetch(`${app.origin}/settings`, {
    method: 'POST',
    headers: { origin: app.origin, ...authorization, 'user-agent': token },
    body: new URLSearchParams({ theme: 'dark' }),
  })
  await app.sql`drop function fail cascade`
  const body = await response.text()
  expectErrorPage({ response, body })
  expect(body).not.toContain(token)
  expect(logged).toEqual([expect.stringContaining('broken by [redacted]')])
  expect(logged.join()).not.toContain(token)
})

test.each([
  ['/settings', 'PUT', 'text/plain', 'theme=dark'],
  ['/settings', 'POST', 'application/json', '{"theme":"dark"}'],
  ['/settings', 'PATCH', 'multipart/form-data; boundary=b', 'no boundary'],
  ['/account/delete', 'DELETE', 'text/plain', ''],
])('what is no form is no error of the server: %s %s of %s', async (path, method, type, body) => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { authorization } = app.createPerson()
  const headers = { origin: app.origin, ...authorization, 'content-type': type }
  const init: RequestInit = { method, headers, body }
  const response = await fetch(app.origin + path, init)
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('<h1 class="')
  expect(logged).not.toHaveBeenCalled()
})
