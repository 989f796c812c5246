import { afterAll, beforeAll, expect, test } from 'vitest'
import { longestUserAgent } from '#app/request-scope.server.ts'
import { type App, startApp } from '../support/app.ts'
import { writeActivity } from '../support/activity.ts'
import { sendWebhook, sessionEvent } from '../support/clerk-message.ts'
import { hostileAddresses, hostileText, hostileTexts } from '../support/hostile-texts.ts'

// What a browser makes of it, tests/e2e/attack.spec.ts sees: here is every place.
let app: App
beforeAll(async () => {
  app = await startApp({ environment: { API_LIMIT_PER_USER: '99999' } })
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>
type Ask = (
  path: string,
  init?: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
) => Promise<Response>

const asPerson =
  ({ authorization }: Person): Ask =>
  (path, { headers, ...init } = {}) =>
    fetch(app.origin + path, {
      redirect: 'manual',
      ...init,
      headers: { ...authorization, ...headers },
    })

const form = (fields: Record<string, string>) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
})
const json = (body: object) => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})
const cookie = (name: string, value: object) =>
  `${name}=${encodeURIComponent(Buffer.from(JSON.stringify(value), 'latin1').toString('base64'))}`

/** Every place of a request where a text could stand that an answer, now or later, may show. */
const places: Record<string, (ask: Ask, text: string, person: Person) => Promise<Response>> = {
  'a path': (ask, text) => ask(`/${encodeURIComponent(text)}`),
  'a path below a page': (ask, text) => ask(`/settings/${encodeURIComponent(text)}`),
  'a path of the API': (ask, text) => ask(`/api/${encodeURIComponent(text)}`),
  'the name of a problem': (ask, text) => ask(`/docs/problems/${encodeURIComponent(text)}`),
  'the format of a download': (ask, text) => ask(`/activity/download/${encodeURIComponent(text)}`),
  'a parameter’s name': (ask, text) => ask(`/?${encodeURIComponent(text)}`),
  'a parameter’s name of the API': (ask, text) =>
    ask(`/api/user/activity?${encodeURIComponent(text)}=`),
  'a filter': (ask, text) =>
    ask(`/activity?${new URLSearchParams({ action: text, from: text, to: text, cursor: text })}`),
  'a filter of the API': (ask, text) =>
    ask(`/api/user/activity?${new URLSearchParams({ action: text, from: text, limit: text })}`),
  'a filter of a download': (ask, text) =>
    ask(`/activity/download?${new URLSearchParams({ action: text, until: text })}`),
  'a filter of a file': (ask, text) =>
    ask(`/activity/download/csv?${new URLSearchParams({ cursor: text })}`),
  'a file of an export': (ask, text) =>
    ask(`/account?${new URLSearchParams({ failed: text, file: text, after: text })}`),
  'the end of an account': (ask, text) =>
    ask(`/account/deleted?unfinished=${encodeURIComponent(text)}`),
  'the data of a page': (ask, text) => ask(`/settings.data?_routes=${encodeURIComponent(text)}`),
  'the list of routes': (ask, text) =>
    ask(`/__manifest?${new URLSearchParams({ paths: text, version: text })}`),
  'a setting': (ask, text) => ask('/settings', form({ theme: text, notificationsEnabled: text })),
  'the version of settings': (ask, text) =>
    ask('/settings', form({ theme: 'dark', version: text })),
  'a setting of the API': (ask, text) =>
    ask('/api/user/settings', { method: 'PUT', ...json({ theme: text }) }),
  'the name of a setting': (ask, text) =>
    ask('/api/user/settings', { method: 'PUT', ...json({ [text]: text }) }),
  'the author of a form': (ask, text) =>
    ask(`/settings?author=${encodeURIComponent(text)}`, form({ theme: 'dark' })),
  'the confirmation of a deletion': (ask, text) =>
    ask('/account/delete', form({ confirmation: text })),
  'a confirmation that was kept': (ask, text, { userId: author }) => {
    const fields = new URLSearchParams({ confirmation: text }).toString()
    const kept = { path: '/account/delete', author, fields }
    return ask('/account/delete', { headers: { cookie: cookie('kept-form', kept) } })
  },
  'a notice': (ask, text) =>
    ask('/', { headers: { cookie: cookie('notice', { tone: 'danger', text: ascii(text) }) } }),
  'a theme': (ask, text, { userId }) =>
    ask('/', { headers: { cookie: cookie('theme', { userId, theme: ascii(text) }) } }),
  'a deletion': (ask, text, { userId }) =>
    ask('/', { headers: { cookie: cookie('deletion', { userId, dueAt: ascii(text) }) } }),
  'a header': (ask, text) => ask('/no/such/page', { headers: everyHeader(text) }),
  'a header of the API': (ask, text) => ask('/api/user/settings', { headers: everyHeader(text) }),
  'a key that makes a request repeatable': (ask, text) =>
    ask('/api/user/exports', { method: 'POST', headers: { 'idempotency-key': ascii(text) } }),
  'the type of a webhook': (_ask, text, { userId }) =>
    sendWebhook(app, sessionEvent(text, userId, text)),
}

// What a header or a cookie can carry.
const ascii = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, '?')

function everyHeader(text: string) {
  const names = ['referer', 'user-agent', 'x-request-id', 'traceparent', 'x-forwarded-host']
  const more = [
    'x-forwarded-for',
    'x-forwarded-proto',
    'accept-language',
    'if-none-match',
    'forwarded',
  ]
  return Object.fromEntries([...names, ...more].map((name) => [name, ascii(text)]))
}

const allowed =
  /^(?:text\/html; charset=utf-8|application\/(?:problem\+)?json|text\/(?:csv|x-script)\b.*)$/

async function expectHarmless(response: Response) {
  const { headers } = response
  const type = headers.get('content-type') ?? ''
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.getSetCookie().join()).not.toContain('pwned')
  const location = headers.get('location')
  if (location) expect(new URL(location, app.origin).origin).toBe(app.origin)
  else if (response.status !== 204) expect(type).toMatch(allowed)
  if (!type.startsWith('text/html')) return
  const page = await response.text()
  const own = headers.get('content-security-policy')?.match(/'nonce-([^']+)'/)?.[1]
  for (const [tag] of page.matchAll(/<(?:script|img|svg|iframe)\b[^>]*/gi)) {
    if (tag.startsWith('<script')) expect(tag).toContain(`nonce="${own}"`)
    expect(tag).not.toContain('pwned')
  }
  expect(page).not.toMatch(/(?:href|src|action)="\s*javascript:/i)
}

// All at once, and those that work at the beginning of a text alone.
const texts = [hostileText, ...hostileTexts.filter((text) => /^(?:javascript:|=)/.test(text))]

test.each(Object.entries(places))(
  'nothing that stands in %s becomes script',
  async (_where, send) => {
    const person = app.createPerson()
    for (const text of texts) await expectHarmless(await send(asPerson(person), text, person))
    await expectHarmless(await asPerson(person)('/activity'))
  },
)

test('what was written to the history comes out of every download as text', async () => {
  const person = app.createPerson()
  const timestamp = new Date().toISOString()
  const rows = hostileTexts.map((userAgent) => ({ timestamp, userAgent }))
  await writeActivity(app, person.userId, rows)
  const event_attributes = { http_request: { client_ip: hostileText, user_agent: hostileText } }
  const event = sessionEvent('session.created', person.userId, 'sess_attack', { event_attributes })
  expect((await sendWebhook(app, event)).status).toBe(204)

  const stored = [...hostileTexts, hostileText.slice(0, longestUserAgent)]

  const csv = await asPerson(person)('/activity/download/csv')
  await expectHarmless(csv.clone())
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/)
  const cells = [...(await csv.text()).matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell)
  const asCell = (text: string) => (/^[-=+@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')
  expect(cells).toEqual(expect.arrayContaining(stored.map(asCell)))
  expect(cells.filter((cell) => /^[-=+@\t\r]/.test(cell))).toEqual([])

  const ndjson = await asPerson(person)('/activity/download/ndjson')
  expect(ndjson.headers.get('content-type')).toBe('application/x-ndjson')
  expect(ndjson.headers.get('content-disposition')).toMatch(/^attachment; /)
  const lines = (await ndjson.text()).trim().split('\n')
  const userAgents = lines.map((line) => JSON.parse(line).userAgent)
  expect(new Set(userAgents)).toEqual(new Set(stored))
  // A text as a network address is no address.
  expect(lines.map((line) => JSON.parse(line).ipAddress)).toEqual(lines.map(() => null))
})

test.each(hostileAddresses)('nobody is sent on to %j', async (address) => {
  const ask = asPerson(app.createPerson())
  const query = new URLSearchParams({ redirect_url: address })
  for (const path of ['/sign-in', '/sign-up', '/sign-in/factor-one']) {
    const { status, headers } = await ask(`${path}?${query}`)
    expect(status).toBe(302)
    const location = headers.get('location') ?? ''
    // As a browser reads it, which takes a backslash for a slash.
    expect(location).toMatch(/^\/(?![/\\])/)
    expect(new URL(location, app.origin).origin).toBe(app.origin)
    expect(headers.getSetCookie().join()).not.toContain('pwned')
  }
  const path = `/${address.replace(/^\//, '')}`
  const page = await fetch(`${app.origin}/settings?next=${encodeURIComponent(path)}`, {
    redirect: 'manual',
    headers: { 'x-forwarded-host': 'elsewhere.example', host: new URL(app.origin).host },
  })
  expect(page.headers.get('location')).toMatch(/^\/sign-in\?redirect_url=%2Fsettings/)
})
