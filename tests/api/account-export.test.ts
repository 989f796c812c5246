import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountExport } from '#app/data/account-export.ts'
import { siteSlug } from '#app/site.ts'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

async function download({ authorization }: Person, query = '') {
  const response = await fetch(`${app.origin}/account/export?${query}`, {
    method: 'POST',
    headers: authorization,
    redirect: 'manual',
  })
  expect(response.status).toBe(200)
  const text = await response.text()
  expect(text.length).toBeLessThan(6_000_000)
  return { response, document: accountExport.parse(JSON.parse(text)) }
}

async function writeSettings({ authorization }: Person, theme: string) {
  await fetch(`${app.origin}/api/user/settings`, {
    method: 'PUT',
    headers: { ...authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ theme }),
  })
}

async function writeLogs({ userId }: Person, count: number, userAgent = 'Mozilla/5.0') {
  await app.database.asUser(
    userId,
    (sql) => [
      sql`insert into audit_logs (user_id, action, timestamp, user_agent)
          select ${userId}, 'hello_world_accessed', now() - interval '1 day', ${userAgent}
          from generate_series(1, ${count}::int)`,
    ],
    { deadlineMs: 30_000 },
  )
}

test('is one document with every row and the profile at Clerk, of this person alone', async () => {
  const ada = app.createPerson('ada.export@example.com')
  const bob = app.createPerson()
  await writeSettings(ada, 'dark')
  await writeSettings(bob, 'system')
  await app.database.asUser(ada.userId, (sql) => [
    sql`insert into account_deletions (user_id, due_at) values (${ada.userId}, now() + interval '1 day')`,
  ])

  const { response, document } = await download(ada)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(response.headers.get('content-disposition')).toMatch(
    new RegExp(`^attachment; filename="${siteSlug}-\\d{4}-\\d\\d-\\d\\d\\.json"$`),
  )
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(document).toMatchObject({ version: 1, userId: ada.userId, file: 1, isLast: true })
  expect(JSON.stringify(document.clerk)).toContain('ada.export@example.com')
  expect(document.clerk.sessions.map(({ id }) => id)).toEqual([ada.claims.sid])
  const { user_settings, audit_logs, audit_log_counts, account_deletions } = document.tables
  expect(user_settings).toMatchObject([{ theme: 'dark' }])
  expect(account_deletions).toHaveLength(1)
  expect(audit_log_counts.map(({ action }) => action)).toEqual([
    'export_requested',
    'settings_changed',
  ])
  expect(audit_logs.map(({ action }) => action)).toEqual(['settings_changed', 'export_requested'])
  expect(JSON.stringify(document)).not.toContain(bob.userId)
})

test('holds every table with a user_id, and every column of it', async () => {
  const [columns] = await app.database.asSystem<[{ table: string; names: string[] }[]]>((sql) => [
    sql`select table_name::text as table, array_agg(column_name::text order by column_name) as names
        from information_schema.columns c
        where table_schema = 'public' and exists (
          select from information_schema.columns
          where table_schema = 'public' and table_name = c.table_name and column_name = 'user_id'
        ) group by 1 order by 1`,
  ])
  const { document } = await download(app.createPerson())
  expect(Object.keys(document.tables).toSorted()).toEqual(columns.map(({ table }) => table))
  for (const [table, rows] of Object.entries(accountExport.shape.tables.shape)) {
    const names = Object.keys(rows.element.shape).toSorted()
    expect(columns).toContainEqual({ table, names })
  }
})

test.each([
  ['rows', 20_000, 'Mozilla/5.0', 3],
  ['bytes', 3_000, 'x'.repeat(3_000), 3],
])('comes in files where it has too many %s, without a gap', async (_what, count, agent, files) => {
  const person = app.createPerson()
  await writeLogs(person, count, agent)
  const ids = new Set<string>()
  const seen: boolean[] = []
  let query = ''
  for (let file = 1; file <= files; file += 1) {
    const page = await fetch(`${app.origin}/account?${query}`, { headers: person.authorization })
    const html = await page.text()
    const { document } = await download(person, query)
    for (const { id } of document.tables.audit_logs) ids.add(id)
    seen.push(document.isLast)
    query = (/href="\/account\?(file=[^"#]+)/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&')
  }
  expect(seen).toEqual([...Array.from({ length: files - 1 }, () => false), true])
  // Each download adds its own entry, and the last file holds them all.
  expect(ids.size).toBe(count + files)
})

const somewhere = '3f0f1f52-1111-4222-8333-444455556666'

test.each([
  ['an impossible time', `file=2&after=2026-99-99T00:00:00Z_${somewhere}`],
  ['a day that no month has', `file=2&after=2026-02-30T00:00:00.000000Z_${somewhere}`],
  ['a year that Postgres lacks', `file=2&after=0000-01-01T00:00:00.000000Z_${somewhere}`],
  ['garbage', 'file=7&after=garbage'],
  ['nothing', 'file=7'],
])('gives the first file, and calls it that, after %s', async (_what, query) => {
  const person = app.createPerson()
  const page = await fetch(`${app.origin}/account?${query}`, { headers: person.authorization })
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Download my data')
  const { document } = await download(person, query)
  expect(document).toMatchObject({ file: 1, isLast: true })
})

test.each([
  `file=2&after=2026-99-99T00:00:00Z_${somewhere}`,
  `file=2&after=2026-02-30T00:00:00.000000Z_${somewhere}`,
  `file=2&after=0000-01-01T00:00:00.000000Z_${somewhere}`,
  'file=7&after=garbage',
  'file=7',
  `after=2026-02-20T00:00:00.000000Z_${somewhere}`,
])('tells a program that it knows no such position (%s)', async (query) => {
  const { authorization } = app.createPerson()
  const url = `${app.origin}/api/user/exports/${somewhere}?${query}`
  const response = await fetch(url, { headers: authorization })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ type: '/docs/problems/invalid-query' })
})

test('a cut connection to Clerk gives no half file, and leaves no entry', async () => {
  const person = app.createPerson()
  app.setClerkDown(true)
  const response = await fetch(`${app.origin}/account/export`, {
    method: 'POST',
    headers: person.authorization,
    redirect: 'manual',
  })
  app.setClerkDown(false)
  expect(response.status).toBe(302)
  expect(response.headers.get('location')).toBe('/account?failed=export')
  const [rows] = await app.database.asUser(person.userId, (sql) => [sql`select from audit_logs`])
  expect(rows).toEqual([])
})

test('where a later file fails, it is the one to ask for again', async () => {
  const { authorization } = app.createPerson()
  const query = `file=2&after=2026-02-20T00%3A00%3A00.000000Z_${somewhere}`
  app.setClerkDown(true)
  const response = await fetch(`${app.origin}/account/export?${query}`, {
    method: 'POST',
    headers: authorization,
    redirect: 'manual',
  })
  app.setClerkDown(false)
  expect(response.headers.get('location')).toBe(`/account?${query}&failed=export`)
})

test('a program is told to come again, where Clerk cannot be reached', async () => {
  const { authorization } = app.createPerson()
  const asked = await fetch(`${app.origin}/api/user/exports`, {
    method: 'POST',
    headers: authorization,
  })
  const { href } = await asked.json()
  app.setClerkDown(true)
  const response = await fetch(app.origin + href, { headers: authorization })
  app.setClerkDown(false)
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('5')
  expect((await fetch(app.origin + href, { headers: authorization })).status).toBe(200)
})

test('says what a file looks like', async () => {
  const response = await fetch(`${app.origin}/account/export/schema.json`)
  expect(response.headers.get('content-type')).toContain('json')
  expect(await response.json()).toMatchObject({
    properties: { version: { const: 1 }, tables: { type: 'object' } },
  })
})

// A form goes back to its page by way of a GET, which asks to sign in.
test.each([
  ['GET', 302, '/sign-in?redirect_url=%2Faccount%2Fexport'],
  ['POST', 303, '/account/export'],
])('gives nothing to somebody who is not signed in (%s)', async (method, status, location) => {
  const response = await fetch(`${app.origin}/account/export`, { method, redirect: 'manual' })
  expect(response.status).toBe(status)
  expect(response.headers.get('location')).toBe(location)
})
