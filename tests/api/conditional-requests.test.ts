import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ environment: { API_LIMIT_PER_USER: '100000' } })
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

const send = (
  { authorization }: Person,
  method: string,
  body: object | null = null,
  headers: Record<string, string> = {},
) =>
  fetch(`${app.origin}/api/user/settings`, {
    method,
    headers: {
      ...authorization,
      'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      ...headers,
    },
    body: body && JSON.stringify(body),
  })

async function read(person: Person) {
  const response = await send(person, 'GET')
  return { tag: response.headers.get('etag') ?? '', settings: await response.json() }
}

/** The entries about changed settings, oldest first, and how many rows of settings there are. */
async function traces({ userId }: Person) {
  const [entries, rows] = await app.database.asUser<[{ details: Changes }[], unknown[]]>(
    userId,
    (sql) => [
      sql`select details from audit_logs where action = 'settings_changed' order by timestamp`,
      sql`select from user_settings`,
    ],
  )
  return { changes: entries.map(({ details }) => details), rows: rows.length }
}
type Changes = Record<string, { from: unknown; to: unknown }>

test('the tag is strong, stays while nothing changes, and is new after each save', async () => {
  const person = app.createPerson()
  const first = await read(person)
  expect(first.tag).toBe('"none"')
  expect((await read(person)).tag).toBe(first.tag)
  const saved = await send(person, 'PUT', { theme: 'dark' })
  const second = saved.headers.get('etag')
  expect(second).toMatch(/^"[\d.]+"$/)
  expect((await read(person)).tag).toBe(second)
  expect((await send(person, 'PUT', { theme: 'light' })).headers.get('etag')).not.toBe(second)
})

test('two saves never share a tag, even of one transaction’s time', async () => {
  const person = app.createPerson()
  const saves = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      send(person, 'PUT', { notificationsEnabled: index % 2 === 0 }),
    ),
  )
  const { changes } = await traces(person)
  const tags = new Set(saves.map(({ headers }) => headers.get('etag')))
  // The first one may change nothing, and so may any that repeats the one before it.
  expect(tags.size).toBeGreaterThanOrEqual(changes.length)
})

test('If-None-Match gives 304 without a body, until something changes', async () => {
  const person = app.createPerson()
  await send(person, 'PUT', { theme: 'dark' })
  const { tag } = await read(person)
  for (const known of [tag, `"other", ${tag}`, `W/${tag}`, '*']) {
    const response = await send(person, 'GET', null, { 'if-none-match': known })
    expect(response.status).toBe(304)
    expect(response.headers.get('etag')).toBe(tag)
    expect(await response.text()).toBe('')
  }
  await send(person, 'PUT', { theme: 'light' })
  expect((await send(person, 'GET', null, { 'if-none-match': tag })).status).toBe(200)
})

test.each([
  ['the version that is there', (tag: string) => ({ 'if-match': tag }), 200],
  ['one of several', (tag: string) => ({ 'if-match': `"1.5", ${tag}` }), 200],
  ['any version', () => ({ 'if-match': '*' }), 200],
  ['another version', () => ({ 'if-match': '"1.5"' }), 412],
  ['a weak tag', (tag: string) => ({ 'if-match': `W/${tag}` }), 412],
  ['nothing there, where something is', () => ({ 'if-none-match': '*' }), 412],
] as const)('a save over %s: %i', async (_name, precondition, status) => {
  const person = app.createPerson()
  await send(person, 'PUT', { theme: 'dark' })
  const before = await read(person)
  const response = await send(person, 'PUT', { theme: 'system' }, precondition(before.tag))
  expect(response.status).toBe(status)
  const { changes } = await traces(person)
  if (status === 200) {
    expect(changes).toHaveLength(2)
  } else {
    expect(await response.json()).toMatchObject({ type: '/docs/problems/version-mismatch' })
    expect(await read(person)).toEqual(before)
    expect(changes).toHaveLength(1)
  }
})

test('a save over a version that never was makes no row', async () => {
  const person = app.createPerson()
  expect((await send(person, 'PUT', { theme: 'dark' }, { 'if-match': '"1.5"' })).status).toBe(412)
  expect(await traces(person)).toEqual({ changes: [], rows: 0 })
  expect((await send(person, 'PUT', { theme: 'dark' }, { 'if-match': '"none"' })).status).toBe(200)
  expect(await traces(person)).toMatchObject({ rows: 1 })
})

test('a precondition that is no tag at all is a 412 or 400, and changes nothing', async () => {
  const person = app.createPerson()
  await send(person, 'PUT', { theme: 'dark' })
  const bad = await send(person, 'PUT', { theme: 'light' }, { 'if-none-match': '"tag"' })
  expect(bad.status).toBe(400)
  expect(await bad.json()).toMatchObject({ errors: [{ header: 'if-none-match' }] })
  expect((await send(person, 'PUT', { theme: 'light' }, { 'if-match': 'garbage' })).status).toBe(
    412,
  )
  expect((await read(person)).settings.theme).toBe('dark')
})

describe('PATCH, a merge patch:', () => {
  test('changes what it names, and null sets back to the default', async () => {
    const person = app.createPerson()
    await send(person, 'PUT', { theme: 'dark', notificationsEnabled: false })
    const { tag } = await read(person)
    const response = await send(person, 'PATCH', { theme: null }, { 'if-match': tag })
    expect(await response.json()).toEqual({ theme: 'light', notificationsEnabled: false })
  })

  test('needs If-Match', async () => {
    const person = app.createPerson()
    const response = await send(person, 'PATCH', { theme: 'dark' })
    expect(response.status).toBe(428)
    expect(await response.json()).toMatchObject({ type: '/docs/problems/version-required' })
    expect(await traces(person)).toEqual({ changes: [], rows: 0 })
  })

  test('has a content type of its own', async () => {
    const person = app.createPerson()
    const headers = { 'if-match': '*', 'content-type': 'application/json' }
    const response = await send(person, 'PATCH', { theme: 'dark' }, headers)
    expect(response.status).toBe(415)
    expect(await response.json()).toMatchObject({ detail: 'Send application/merge-patch+json.' })
  })

  test.each([{}, { theme: 'pink' }, { isAdmin: true }])('refuses %j', async (body) => {
    const person = app.createPerson()
    const response = await send(person, 'PATCH', body, { 'if-match': '*' })
    expect(response.status).toBe(422)
    expect(await traces(person)).toEqual({ changes: [], rows: 0 })
  })
})

test('HEAD answers as GET without a body', async () => {
  const person = app.createPerson()
  const response = await send(person, 'HEAD')
  expect(response.status).toBe(200)
  expect(response.headers.get('etag')).toBe('"none"')
  expect(await response.text()).toBe('')
})
