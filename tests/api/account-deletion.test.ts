import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { eventually } from '../support/database-eventually.ts'
import { loadScheduledFunction } from '../support/scheduled-function.ts'

let app: App
let run: () => Promise<void>
beforeAll(async () => {
  app = await startApp()
  await changeClocksSoon()
  ;({ run } = await loadScheduledFunction('purge-audit-logs'))
})
afterAll(() => app.stop())
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

/** A run that cannot do all fails, so that somebody hears of it. */
const runInVain = () => expect(run()).rejects.toThrow('left something undone')

type Person = ReturnType<App['createPerson']>

const post = (person: Person, path: string, fields: Record<string, string> = {}) =>
  fetch(`${app.origin}${path}`, {
    method: 'POST',
    headers: { origin: app.origin, ...person.authorization },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
const askForDeletion = (person: Person, confirmation = 'delete my account') =>
  post(person, '/account/delete', { confirmation })

/** What there is of a person: orders to delete, actions in the audit log, and whether Clerk knows them. */
async function traces({ userId }: Person) {
  const [orders, logs] = await app.database.asSystem<[unknown[], { action: string }[]]>((sql) => [
    sql`select from account_deletions where user_id = ${userId}`,
    sql`select action from audit_logs where user_id = ${userId} order by timestamp`,
  ])
  const { status } = await app.askClerk('GET', userId)
  return { orders: orders.length, actions: logs.map(({ action }) => action), atClerk: status }
}
const nothing = { orders: 0, actions: [], atClerk: 404 }

/** Puts the database, for connections to come, into a time zone whose clocks change in three days. */
async function changeClocksSoon() {
  const change = new Date(Date.now() + 3 * 86_400_000)
  // Numbered as in a year without a leap day.
  const day = Math.ceil(
    (Date.UTC(2023, change.getUTCMonth(), change.getUTCDate()) - Date.UTC(2022, 11, 31)) /
      86_400_000,
  )
  await app.sql.query(`do $$ begin
    execute format('alter database %I set timezone = %L', current_database(), 'STD0DST,J${day},J${((day + 99) % 365) + 1}');
  end $$`)
}

/** Lets the grace period of a person's order have passed. */
const letItBeDue = ({ userId }: Person) =>
  app.sql.transaction((sql) => [
    sql`select set_config('role', 'app_user', true), set_config('app.user_id', ${userId}, true)`,
    sql`delete from account_deletions`,
    sql`insert into account_deletions (user_id, requested_at, due_at)
        values (${userId}, now() - interval '7 days', now())`,
  ])

async function dueForDeletion() {
  const person = app.createPerson()
  await letItBeDue(person)
  await app.database.asUser(person.userId, (sql) => [
    sql`insert into audit_logs (user_id, action)
        values (${person.userId}, 'hello_world_accessed')`,
    sql`insert into user_settings (user_id) values (${person.userId})`,
  ])
  return person
}

/** Of the deletions that were completed. */
async function receipts() {
  const [rows] = await app.database.asSystem<[Record<string, unknown>[]]>((sql) => [
    sql`select * from deletion_receipts where completed_at is not null`,
  ])
  return rows
}

test('asked for, the deletion waits seven days, shows on every page, and can be taken back', async () => {
  const [ada, bob] = [app.createPerson(), app.createPerson()]
  const response = await askForDeletion(ada)
  expect(response.status).toBe(302)
  expect(response.headers.get('location')).toBe('/account')
  const [order] = await app.sql
    .transaction((sql) => [
      sql`select set_config('role', 'app_maintenance', true)`,
      sql`select due_at - requested_at = interval '168 hours' as in_time from account_deletions
        where user_id = ${ada.userId}`,
    ])
    .then(([, rows]) => rows ?? [])
  expect(order).toEqual({ in_time: true })
  expect(await traces(ada)).toEqual({ orders: 1, actions: ['deletion_requested'], atClerk: 200 })

  const home = async (person: Person) =>
    await (await fetch(app.origin, { headers: person.authorization })).text()
  expect(await home(ada)).toContain('Your account will be deleted on')
  expect(await home(bob)).not.toContain('Your account will be deleted on')

  await run()
  expect((await traces(ada)).orders).toBe(1)

  expect((await post(bob, '/account/keep')).status).toBe(302)
  expect((await traces(ada)).orders).toBe(1)
  await post(ada, '/account/keep')
  expect(await traces(ada)).toEqual({
    orders: 0,
    actions: ['deletion_requested', 'deletion_cancelled'],
    atClerk: 200,
  })
  expect(await home(ada)).not.toContain('Your account will be deleted on')
})

test('asked for or taken back twice, it is written once', async () => {
  const ada = app.createPerson()
  await Promise.all([askForDeletion(ada), askForDeletion(ada)])
  await post(ada, '/account/keep')
  await post(ada, '/account/keep')
  expect((await traces(ada)).actions).toEqual(['deletion_requested', 'deletion_cancelled'])
})

test.each(['', 'delete', 'delete my account!'])('%o is no confirmation', async (typed) => {
  const ada = app.createPerson()
  const response = await askForDeletion(ada, typed)
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('Type “delete my account”.')
  expect((await traces(ada)).orders).toBe(0)
})

test('a session that was verified more than ten minutes ago has to be verified again', async () => {
  const ada = app.createPerson()
  const stale = app.clerk.signToken({ ...ada.claims, fva: [11, -1] })
  const response = await askForDeletion({
    ...ada,
    authorization: { authorization: `Bearer ${stale}` },
  })
  expect(response.status).toBe(403)
  const page = await response.text()
  expect(page).toContain('Prove it now')
  expect(page).toContain('sign in again, which needs JavaScript')
  expect((await traces(ada)).orders).toBe(0)
})

test('who has no order is told nothing about one', async () => {
  const ada = app.createPerson()
  const response = await post(ada, '/account/keep')
  expect(response.headers.get('location')).toBe('/account')
  expect(response.headers.getSetCookie()).not.toContainEqual(expect.stringMatching(/^notice=/))
  await askForDeletion(ada)
  const kept = await post(ada, '/account/keep')
  expect(kept.headers.getSetCookie()).toContainEqual(expect.stringMatching(/^notice=/))
})

test('a history is not filtered for the deletion that ends it', async () => {
  const ada = app.createPerson()
  const page = await fetch(`${app.origin}/activity`, { headers: ada.authorization })
  const html = await page.text()
  expect(html).toContain('<option value="deletion_cancelled">')
  expect(html).not.toContain('deletion_completed')
})

test('due, it is too late to take it back', async () => {
  const ada = await dueForDeletion()
  const response = await post(ada, '/account/keep')
  expect(response.headers.get('location')).toBe('/account?failed=keep')
  expect((await traces(ada)).orders).toBe(1)
})

test('due, everything goes, here and at Clerk, and a receipt stays that does not say whose', async () => {
  const [ada, bob] = [await dueForDeletion(), app.createPerson()]
  await askForDeletion(bob)
  await run()
  expect(await traces(ada)).toEqual(nothing)
  expect(await traces(bob)).toMatchObject({ orders: 1, atClerk: 200 })
  const key = createHmac('sha256', process.env.CLERK_SECRET_KEY ?? '')
    .update('receipts')
    .digest('hex')
  const subject = createHmac('sha256', key).update(ada.userId).digest('hex')
  const receipt = (await receipts()).find((row) => row.subject === subject)
  expect(receipt).toEqual({
    subject,
    action: 'deletion_completed',
    requested_at: expect.any(Date),
    completed_at: expect.any(Date),
    deleted_rows: { audit_logs: 1, user_settings: 1, account_deletions: 1 },
  })
  expect(JSON.stringify(receipt)).not.toContain(ada.userId)
  await post(bob, '/account/keep')
})

test('fails where Clerk cannot be reached: nothing is erased, and the next run does it', async () => {
  const ada = await dueForDeletion()
  const before = await traces(ada)
  app.setClerkDown(true)
  await runInVain()
  app.setClerkDown(false)
  expect(await traces(ada)).toEqual(before)
  await run()
  expect(await traces(ada)).toEqual(nothing)
})

test('Clerk deletes and its answer is lost: the next run finishes it', async () => {
  const ada = await dueForDeletion()
  app.setClerkAnswers('lost')
  await runInVain()
  app.setClerkAnswers('sent')
  expect(await traces(ada)).toEqual({ orders: 1, actions: ['hello_world_accessed'], atClerk: 404 })
  await run()
  expect(await traces(ada)).toEqual(nothing)
})

test('Clerk accepts and never answers: old rows go all the same, and the next run finishes it', async () => {
  const [ada, bob] = [await dueForDeletion(), app.createPerson()]
  await app.database.asUser(bob.userId, (sql) => [
    sql`insert into audit_logs (user_id, action, timestamp)
        values (${bob.userId}, 'hello_world_accessed', now() - interval '91 days')`,
  ])
  const rowsOfBob = async () =>
    (await app.database.asUser(bob.userId, (sql) => [sql`select from audit_logs`])).flat().length
  const before = await traces(ada)
  const start = performance.now()
  app.setClerkAnswers('never')
  const running = runInVain()
  await eventually(rowsOfBob).toBe(0)
  expect(performance.now() - start).toBeLessThan(4_000)
  await running
  app.setClerkAnswers('sent')
  expect(performance.now() - start).toBeLessThan(10_000)
  expect(await traces(ada)).toEqual(before)
  await run()
  expect(await traces(ada)).toEqual(nothing)
})

// The history goes before the rest, in transactions of its own.
const history = ['hello_world_accessed']
test.each([
  ['insert', 'erased_users', history],
  ['insert', 'deletion_receipts', history],
  ['delete', 'audit_logs', history],
  ['delete', 'user_settings', []],
  ['delete', 'account_deletions', []],
  ['update', 'deletion_receipts', []],
])(
  'fails in the database, at the %s of %s, when Clerk has deleted: the next run finishes it',
  async (operation, table, actions) => {
    const ada = await dueForDeletion()
    const count = (await receipts()).length
    await app.sql.transaction((sql) => [
      sql`create function fail() returns trigger language plpgsql as
          $$ begin raise exception 'as if the disk were full' using errcode = '53100'; end $$`,
      sql.query(`create trigger fail before ${operation} on ${table}
        for each row execute function fail()`),
    ])
    await runInVain()
    await app.sql`drop function fail cascade`
    expect(await traces(ada)).toEqual({ orders: 1, actions, atClerk: 404 })
    expect(await receipts()).toHaveLength(count)
    await run()
    expect(await traces(ada)).toEqual(nothing)
    expect(await receipts()).toHaveLength(count + 1)
  },
)

test('two runs at once delete once', async () => {
  const ada = await dueForDeletion()
  const count = (await receipts()).length
  // One of them may find the other still at it.
  await Promise.allSettled([run(), run()])
  expect(await traces(ada)).toEqual(nothing)
  expect(await receipts()).toHaveLength(count + 1)
})

test('what is written while the deletion goes on does not stay', async () => {
  const ada = await dueForDeletion()
  const hellos = Array.from({ length: 20 }, () =>
    fetch(`${app.origin}/api/hello-world`, { headers: ada.authorization }),
  )
  await Promise.all([run(), ...hellos])
  expect(await traces(ada)).toEqual(nothing)
})
