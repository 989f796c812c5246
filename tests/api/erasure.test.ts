import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { sendWebhook, sessionEvent, userEvent } from '../support/clerk-message.ts'
import { statement } from '../database/contract/statements.ts'
import { insertOf, rowOf, tablesOfUsers } from '../database/isolation/rows.ts'

let app: App
let tables: string[]
beforeAll(async () => {
  app = await startApp()
  tables = await tablesOfUsers(app.sql)
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

const asProgram = (person: Person, path: string, init: RequestInit = {}) =>
  fetch(`${app.origin}${path}`, {
    ...init,
    headers: { ...person.authorization, 'content-type': 'application/json' },
  })

const inBrowser = (person: Person, path: string, fields: Record<string, string>) =>
  fetch(`${app.origin}${path}`, {
    method: 'POST',
    headers: {
      origin: app.origin,
      cookie: person.cookie,
    },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

/** What a person does that leaves rows of theirs. */
const leaveTraces = (person: Person, theme = 'dark') =>
  Promise.all([
    asProgram(person, '/api/hello-world'),
    asProgram(person, '/api/user/settings', { method: 'PUT', body: JSON.stringify({ theme }) }),
  ])

/** How many rows each table has of a person. */
async function traces({ userId }: Person): Promise<Record<string, number>> {
  const results = await app.database.asSystem((sql) =>
    tables.map((table) =>
      statement(sql, `select from ${table} where user_id = '${userId.replaceAll("'", '')}'`),
    ),
  )
  return Object.fromEntries(results.map((rows, index) => [String(tables[index]), rows.length]))
}

/** Gives a person a row in every table that has none yet, such as a new one. */
async function fillIn(person: Person) {
  const empty = Object.entries(await traces(person)).filter(([, rows]) => rows === 0)
  for (const [table] of empty) {
    const text = insertOf(table, await rowOf(app.sql, table, person.userId))
    await app.database.asUser(person.userId, (sql) => [statement(sql, text)])
  }
}

const erase = (person: Person) => sendWebhook(app, userEvent('user.deleted', person.userId))
const nothing = () => Object.fromEntries(tables.map((table) => [table, 0]))

test('every table with a user_id is erased, for the person who is deleted alone', async () => {
  const [ada, bob] = [app.createPerson(), app.createPerson()]
  for (const person of [ada, bob]) {
    await leaveTraces(person)
    await inBrowser(person, '/account/delete', { confirmation: 'delete my account' })
    await fillIn(person)
  }
  const before = await traces(ada)
  expect(Object.entries(before).filter(([, rows]) => rows === 0)).toEqual([])

  expect((await erase(ada)).status).toBe(204)
  expect(await traces(ada)).toEqual(nothing())
  expect(await traces(bob)).toEqual(before)
})

test('every table with a user_id is under row-level security and refuses the erased', async () => {
  const found = await app.sql`
    select relname::text as name, relrowsecurity and relforcerowsecurity as secured, exists (
        select from pg_trigger where tgrelid = pg_class.oid and tgenabled = 'A'
          and tgfoid = 'app.refuse_erased_user'::regproc
      ) or not (
        has_table_privilege('app_user', pg_class.oid, 'insert')
        or has_table_privilege('app_maintenance', pg_class.oid, 'insert')
      ) as refuses
    from pg_class where relname = any(${tables}) and relnamespace = 'public'::regnamespace
    order by relname`
  expect(found).toEqual(tables.map((name) => ({ name, secured: true, refuses: true })))
})

test('the tombstone does not hold the id', async () => {
  const ada = app.createPerson()
  await erase(ada)
  const [rows] = await app.database.asSystem<[{ row: string }[]]>((sql) => [
    sql`select erased_users::text as row from erased_users
        where user_hash = sha256(${ada.userId}::text::bytea)`,
  ])
  expect(rows).toHaveLength(1)
  expect(rows[0]?.row).not.toContain(ada.userId)
})

test('the tombstone knows the month alone, so that no receipt is found by its time', async () => {
  const ada = app.createPerson()
  await erase(ada)
  const [rows] = await app.database.asSystem((sql) => [
    sql`select erased_at at time zone 'UTC' = date_trunc('month', now() at time zone 'UTC') as coarse
        from erased_users where user_hash = app.user_hash(${ada.userId})`,
  ])
  expect(rows).toEqual([{ coarse: true }])
})

test('the count of their requests goes too, and of nobody else', async () => {
  const [ada, bob] = [app.createPerson(), app.createPerson()]
  for (const person of [ada, bob]) await asProgram(person, '/api/user/settings')
  const counted = async ({ userId }: Person) => {
    const [rows] = await app.database.asSystem<[unknown[]]>((sql) => [
      sql`select from rate_limits
          where caller_hash = sha256(convert_to('user ' || ${userId}::text, 'UTF8'))`,
    ])
    return rows.length
  }
  expect([await counted(ada), await counted(bob)]).toEqual([1, 1])
  await erase(ada)
  expect([await counted(ada), await counted(bob)]).toEqual([0, 1])
})

test('no late event and no replay brings anything back', async () => {
  const ada = app.createPerson()
  const created = sessionEvent('session.created', ada.userId, ada.sessionId)
  const id = `msg_${crypto.randomUUID()}`
  await sendWebhook(app, created, { id })
  await leaveTraces(ada)
  const late = [
    userEvent('user.deleted', ada.userId),
    created,
    sessionEvent('session.created', ada.userId, 'sess_of_another_device'),
    sessionEvent('session.removed', ada.userId, ada.sessionId),
    userEvent('user.updated', ada.userId),
    userEvent('user.deleted', ada.userId),
  ]
  for (const event of late) expect((await sendWebhook(app, event)).status).toBe(204)
  expect((await sendWebhook(app, created, { id })).status).toBe(204)
  expect(await traces(ada)).toEqual(nothing())
})

test('who is deleted before they were ever heard of stays away as well', async () => {
  const ada = app.createPerson()
  await erase(ada)
  await sendWebhook(app, sessionEvent('session.created', ada.userId, ada.sessionId))
  expect(await traces(ada)).toEqual(nothing())
})

test('a token that outlived its person signs nobody in: a 401 for programs', async () => {
  const ada = app.createPerson()
  await leaveTraces(ada)
  await erase(ada)
  for (const response of await leaveTraces(ada, 'system')) {
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ type: '/docs/problems/unauthenticated' })
  }
  expect((await asProgram(ada, '/api/user/settings')).status).toBe(401)
  expect(await traces(ada)).toEqual(nothing())
})

test.each([
  ['/settings', { theme: 'dark' }],
  ['/?index', {}],
  ['/account/keep', {}],
])('a token that outlived its person: the form of %s signs out', async (path, fields) => {
  const ada = app.createPerson()
  await leaveTraces(ada)
  await erase(ada)
  const response = await inBrowser(ada, path, fields)
  expect(response.status).toBe(302)
  expect(response.headers.get('location')).toBe('/')
  expect(response.headers.getSetCookie()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^__session=; .*Max-Age=0/),
      expect.stringMatching(/^__client_uat=; .*Max-Age=0/),
    ]),
  )
  expect(await traces(ada)).toEqual(nothing())
})

test('nothing is left by what was being written while the person was erased', async () => {
  const ada = app.createPerson()
  const acts = Array.from({ length: 40 }, (_, index) =>
    leaveTraces(ada, index % 2 ? 'dark' : 'system'),
  )
  const [erased, ...written] = await Promise.all([erase(ada), ...acts])
  expect(erased.status).toBe(204)
  for (const { status } of written.flat()) expect([200, 401]).toContain(status)
  expect(await traces(ada)).toEqual(nothing())
})

test('with a token that is still valid an erased person reads nothing either', async () => {
  const person = app.createPerson()
  await leaveTraces(person)
  await erase(person)
  for (const path of ['/api/user/settings', '/api/user/activity']) {
    expect((await asProgram(person, path)).status).toBe(401)
  }
  for (const path of ['/', '/settings', '/activity', '/account']) {
    const { status, headers } = await fetch(app.origin + path, {
      headers: { cookie: person.cookie },
      redirect: 'manual',
    })
    expect([path, status, headers.get('location')]).toEqual([path, 302, '/'])
    expect(headers.getSetCookie().join()).not.toContain('theme=')
  }
})
