import { afterAll, beforeAll, expect, test } from 'vitest'
import { activityIds, writeActivity } from '../support/activity.ts'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>
interface Item {
  id: string
  action: string
  timestamp: string
}

const ask = (person: Person, query = '') =>
  fetch(new URL(`/api/user/activity${query}`, app.origin), { headers: person.authorization })

async function read(person: Person, query = ''): Promise<{ items: Item[]; next: string | null }> {
  const response = await ask(person, query)
  expect(response.status).toBe(200)
  return response.json()
}

/** Follows the links to the end. */
async function readPages(person: Person, query: string, between = async () => {}) {
  const pages: Item[][] = []
  let link: string | undefined = query
  while (link !== undefined) {
    const response = await ask(person, link.replace('/api/user/activity', ''))
    const { items } = await response.json()
    pages.push(items)
    link = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]
    await between()
  }
  return pages
}

test('gives every row once, over times that differ by a microsecond or not at all', async () => {
  const ada = app.createPerson()
  const times = ['.000001', '.000002', '.000002', '.000002', '.000003', '.000999', '.001', '.001']
  await writeActivity(
    app,
    ada.userId,
    times.map((fraction) => ({ timestamp: `2026-03-01T10:00:00${fraction}Z` })),
  )
  const pages = await readPages(ada, '?limit=1')
  expect(pages.flat().map(({ id }) => id)).toEqual(await activityIds(app, ada.userId))
  expect(pages.map(({ length }) => length)).toEqual(times.map(() => 1))
  expect(pages[0]?.[0]?.timestamp).toBe('2026-03-01T10:00:00.001000Z')
})

test('stays the same while rows arrive between the pages', async () => {
  const ada = app.createPerson()
  await writeActivity(
    app,
    ada.userId,
    Array.from({ length: 5 }, (_, n) => ({ timestamp: `2026-03-01T10:00:0${n}Z` })),
  )
  const ids = await activityIds(app, ada.userId)
  const pages = await readPages(ada, '?limit=2', () =>
    writeActivity(app, ada.userId, [{ timestamp: new Date().toISOString() }]),
  )
  expect(pages.flat().map(({ id }) => id)).toEqual(ids)
})

test('filters by action and by days in UTC, the last one included', async () => {
  const ada = app.createPerson()
  await writeActivity(app, ada.userId, [
    { timestamp: '2026-03-02T00:00:00Z' },
    { timestamp: '2026-03-01T23:59:59.999999Z' },
    { timestamp: '2026-03-01T12:00:00Z', action: 'user_signin' },
    { timestamp: '2026-03-01T00:00:00Z' },
    { timestamp: '2026-02-28T23:59:59.999999Z', action: 'user_signin' },
  ])
  const seconds = async (query: string) =>
    (await read(ada, query)).items.map(({ timestamp }) => timestamp.slice(5, 19))
  expect(await seconds('?from=2026-03-01&to=2026-03-01')).toEqual([
    '03-01T23:59:59',
    '03-01T12:00:00',
    '03-01T00:00:00',
  ])
  expect(await seconds('?action=user_signin')).toEqual(['03-01T12:00:00', '02-28T23:59:59'])
  expect(await seconds('?action=user_signin&from=2026-03-01')).toEqual(['03-01T12:00:00'])
  expect(await seconds('?action=settings_changed')).toEqual([])

  // A cursor of another filter begins no earlier than this filter does.
  const { next } = await read(ada, '?limit=1')
  expect(await seconds(`?to=2026-02-28&cursor=${next}`)).toEqual(['02-28T23:59:59'])
  // The links keep the filter.
  const pages = await readPages(ada, '?limit=1&action=user_signin&to=2026-03-01')
  expect(pages.map(([item]) => item?.action)).toEqual(['user_signin', 'user_signin'])
})

test('shows nobody the rows of another, whatever cursor they hold', async () => {
  const ada = app.createPerson()
  const bob = app.createPerson()
  await writeActivity(app, ada.userId, [
    { timestamp: '2026-03-01T10:00:00Z' },
    { timestamp: '2026-03-01T10:00:01Z' },
  ])
  const { next } = await read(ada, '?limit=1')
  expect(await read(bob)).toEqual({ items: [], next: null })
  expect(await read(bob, `?cursor=${next}`)).toEqual({ items: [], next: null })
})

const encode = (text: string) => Buffer.from(text).toString('base64url')
const id = '3f0f1f52-1111-4222-8333-444455556666'

test.each([
  ['no base64url', 'cursor=%00%ff'],
  ['random', 'cursor=abcdef'],
  ['no position', `cursor=${encode('{}')}`],
  ['an impossible day', `cursor=${encode(`2026-02-30T00:00:00.000000Z ${id}`)}`],
  ['a year that Postgres lacks', `cursor=${encode(`0000-01-01T00:00:00.000000Z ${id}`)}`],
  ['no time', `cursor=${encode(`infinity ${id}`)}`],
  ['no id', `cursor=${encode('2026-02-03T00:00:00.000000Z x')}`],
  ['SQL', `cursor=${encode(`2026-02-03T00:00:00.000000Z ${id}' or true --`)}`],
  ['a tail', `cursor=${encode(`2026-02-03T00:00:00.000000Z ${id}`)}AAAA`],
  ['empty', 'cursor='],
])('refuses a cursor that is %s', async (_name, query) => {
  const response = await ask(app.createPerson(), `?${query}`)
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toMatchObject({
    type: '/docs/problems/invalid-query',
    errors: [{ parameter: 'cursor' }],
  })
})

test.each([
  ['limit=0', ['limit']],
  ['limit=101', ['limit']],
  ['limit=1e1', ['limit']],
  ['limit=1&limit=2', ['limit']],
  ['action=toString', ['action']],
  ['from=yesterday&to=2026-02-30', ['from', 'to']],
  ['from=0000-01-01', ['from']],
  ['from=2026-03-02&to=2026-03-01', ['to']],
  ['order=asc&__proto__=1', ['order', '__proto__']],
])('refuses %s and names it', async (query, parameters) => {
  const response = await ask(app.createPerson(), `?${query}`)
  expect(response.status).toBe(400)
  const { errors }: { errors: { parameter: string }[] } = await response.json()
  expect(errors.map(({ parameter }) => parameter)).toEqual(parameters)
})

test.each([
  ['utm_source=a&utm_source=b', 200, false],
  ['action=user_signin&action=user_signout', 400, true],
])('the page leaves alone what it does not know: %s is %i', async (query, status, isTold) => {
  const { authorization } = app.createPerson()
  const page = await fetch(`${app.origin}/activity?${query}`, { headers: authorization })
  expect(page.status).toBe(status)
  const html = await page.text()
  expect(html.includes('Give this parameter once.')).toBe(isTold)
  const api = await fetch(`${app.origin}/api/user/activity?${query}`, { headers: authorization })
  expect(api.status).toBe(400)
})

test('is private, answers HEAD, refuses other methods and strangers', async () => {
  const ada = app.createPerson()
  await writeActivity(app, ada.userId, [{ timestamp: '2026-03-01T10:00:00Z' }])
  const url = `${app.origin}/api/user/activity`
  const get = await ask(ada)
  expect(get.headers.get('cache-control')).toBe('private, no-store')
  expect(get.headers.get('link')).toBeNull()
  const head = await fetch(url, { method: 'HEAD', headers: ada.authorization })
  const post = await fetch(url, { method: 'POST', headers: ada.authorization })
  expect([head.status, post.status, (await fetch(url)).status]).toEqual([200, 405, 401])
  expect(post.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
})
