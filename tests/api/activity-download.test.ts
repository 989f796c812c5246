import { createServer } from 'node:http'
import { createRequestListener } from '@remix-run/node-fetch-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  activityIds,
  writeActivity,
  writeLargeActivity,
  writeMuchActivity,
} from '../support/activity.ts'
import { streamText } from '#app/http/stream-text.ts'
import { type App, startApp } from '../support/app.ts'
import { listen } from '../support/listen.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

const download = (person: Person, path: string, init?: RequestInit) =>
  fetch(new URL(path, `${app.origin}/activity/download/`), {
    headers: person.authorization,
    ...init,
  })

/** Where Netlify cuts a streamed answer. */
const netlifyLimit = 20_000_000

const nextOf = (response: Response) =>
  /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]

/** The ids in every part, by way of the links. */
async function readParts(person: Person, path: string): Promise<string[][]> {
  const parts: string[][] = []
  let link: string | undefined = path
  while (link) {
    const response: Response = await download(person, link)
    expect(response.status).toBe(200)
    const text = await response.text()
    expect(Buffer.byteLength(text)).toBeLessThan(netlifyLimit)
    const lines = text.split('\n').filter(Boolean)
    parts.push(lines.map((line): string => JSON.parse(line).id))
    link = nextOf(response)
  }
  return parts
}

test('writes CSV that no spreadsheet runs', async () => {
  const ada = app.createPerson()
  const agents = [
    '=1+1',
    '+1',
    '-1',
    '@x',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '="x"',
    'a "quoted", b\r\nc',
    '\\',
    '',
    'a\n=1',
    "'=1",
    ' =1',
    '😀',
    null,
    'fine',
  ]
  await writeActivity(
    app,
    ada.userId,
    agents.map((userAgent, n) => ({ timestamp: `2026-03-01T10:00:${59 - n}.000001Z`, userAgent })),
  )
  const ids = await activityIds(app, ada.userId)
  const response = await download(ada, 'csv')
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="activity-20260301T100059Z.csv"',
  )
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  const written = [
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    "'\tx",
    "'\rx",
    "'\nx",
    "'＝1",
    "'＋1",
    "'－1",
    "'＠x",
    `'=""x""`,
    'a ""quoted"", b\r\nc',
    '\\',
    '',
    'a\n=1',
    "'=1",
    ' =1',
    '😀',
    '',
    'fine',
  ]
  expect(await response.text()).toBe(
    '"timestamp","action","ip_address","user_agent","details","request_id","id"\r\n' +
      written
        .map(
          (agent, n) =>
            `"2026-03-01T10:00:${59 - n}.000001Z","hello_world_accessed","","${agent}","","","${ids[n]}"\r\n`,
        )
        .join(''),
  )
})

test('writes the same JSON lines as the API gives', async () => {
  const ada = app.createPerson()
  const agents = ['a "quoted" \\ b\r\n\t\u0001', '\u2028😀</script>', '', null]
  await writeActivity(
    app,
    ada.userId,
    agents.map((userAgent, n) => ({ timestamp: `2026-03-01T10:00:0${9 - n}.000001Z`, userAgent })),
  )
  await app.database.asUser(ada.userId, (sql) => [
    sql`insert into audit_logs (user_id, action, ip_address, details, request_id)
        values (${ada.userId}, 'settings_changed', '2001:db8::1',
          ${JSON.stringify({ theme: { from: '"', to: null } })}::jsonb, 'a"b')`,
  ])
  const api = await fetch(`${app.origin}/api/user/activity`, { headers: ada.authorization })
  const { items } = await api.json()
  const text = await (await download(ada, 'ndjson')).text()
  expect(items).toHaveLength(5)
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual(items)
})

test('comes in parts that together are every row once, and each of which ends below the limit', async () => {
  const ada = app.createPerson()
  await writeMuchActivity(app, ada.userId, 50_001)
  const parts = await readParts(ada, 'ndjson')
  expect(parts.map(({ length }) => length)).toEqual([50_000, 1])
  expect(parts.flat()).toEqual(await activityIds(app, ada.userId))
})

test('makes smaller parts of larger rows', async () => {
  const ada = app.createPerson()
  await writeLargeActivity(app, ada.userId, 18)
  const first = await download(ada, 'csv')
  expect((await first.arrayBuffer()).byteLength).toBeLessThan(netlifyLimit)
  const parts = await readParts(ada, 'ndjson')
  expect(parts.map(({ length }) => length)).toEqual([7, 7, 4])
  expect(parts.flat()).toEqual(await activityIds(app, ada.userId))
})

test('loses and repeats nothing that is written between the parts that the page lists', async () => {
  const ada = app.createPerson()
  await writeLargeActivity(app, ada.userId, 18)
  const page = await (await download(ada, '/activity/download')).text()
  const links = [...page.matchAll(/href="(\/activity\/download\/ndjson\?[^"]+)"/g)].map(
    ([, href = '']) => href.replaceAll('&amp;', '&'),
  )
  const ids = await activityIds(app, ada.userId)
  await writeActivity(app, ada.userId, [{ timestamp: new Date().toISOString() }])
  const all = await activityIds(app, ada.userId)
  const parts = await Promise.all(links.map((link) => readParts(ada, link)))
  // The new row shifts nothing: it is in the part that has no beginning.
  expect(links).toHaveLength(3)
  expect(new Set(parts.flat(2))).toEqual(new Set(all))
  expect(parts[1]?.flat()).toEqual(ids.slice(7, 14))
})

test('keeps the filter, and holds nothing of anybody else', async () => {
  const ada = app.createPerson()
  const bob = app.createPerson()
  await writeActivity(app, ada.userId, [
    { timestamp: '2026-03-01T10:00:00Z', action: 'user_signin' },
    { timestamp: '2026-03-02T10:00:00Z' },
  ])
  expect((await readParts(ada, 'ndjson?action=user_signin')).flat()).toHaveLength(1)
  expect((await readParts(ada, 'ndjson?from=2026-03-02&to=2026-03-02')).flat()).toHaveLength(1)
  expect((await readParts(bob, 'ndjson')).flat()).toEqual([])
})

test('refuses what it does not know, and strangers', async () => {
  const ada = app.createPerson()
  expect((await download(ada, 'xlsx')).status).toBe(404)
  const bad = await download(ada, 'csv?cursor=x&until=x&limit=3')
  expect(bad.status).toBe(400)
  expect((await bad.json()).errors.map((error: { parameter: string }) => error.parameter)).toEqual([
    'cursor',
    'until',
    'limit',
  ])
  const stranger = await download(ada, 'csv?from=2026-01-02', { headers: {}, redirect: 'manual' })
  expect(stranger.status).toBe(302)
  // To the page with the link, as who comes back to a file sees an empty page.
  const back = encodeURIComponent('/activity/download?from=2026-01-02')
  expect(stranger.headers.get('location')).toBe(`/sign-in?redirect_url=${back}`)
})

test.each([
  ['that is no token', 'Bearer x'],
  ['that looks like one', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.x'],
])('tells a program that its authorization is not valid: one %s', async (_what, authorization) => {
  const url = `${app.origin}/activity/download/csv`
  const response = await fetch(url, { headers: { authorization }, redirect: 'manual' })
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toMatchObject({ type: '/docs/problems/unauthenticated' })
})

test('stops reading when the reader is gone', async () => {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
  async function* endless() {
    try {
      while (true) yield 'x'.repeat(100_000)
    } finally {
      stop()
    }
  }
  const server = createServer(createRequestListener(() => new Response(streamText(endless()))))
  const gone = new AbortController()
  const response = await fetch(`http://localhost:${await listen(server)}`, { signal: gone.signal })
  await response.body?.getReader().read()
  gone.abort()
  await stopped
  server.close()
})
