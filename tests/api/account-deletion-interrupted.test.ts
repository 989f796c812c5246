import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { sendWebhook, userEvent } from '../support/clerk-message.ts'
import { eventually } from '../support/database-eventually.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { loadScheduledFunction } from '../support/scheduled-function.ts'

let proxy: Awaited<ReturnType<typeof startFaultProxy>>
let app: App
let run: () => Promise<void>
let somebody: postgres.Sql
beforeAll(async () => {
  proxy = await startFaultProxy()
  app = await startApp({ throughProxy: (url) => proxy.through(url) })
  somebody = postgres(process.env.DATABASE_URL ?? '', { max: 1 })
  ;({ run } = await loadScheduledFunction('purge-audit-logs'))
})
afterAll(async () => {
  await somebody.end()
  await app.stop()
  await proxy.close()
})

/** A person whose deletion is due, with settings and so many audit rows. */
async function dueForDeletion(rows: number) {
  const person = app.createPerson()
  const { userId } = person
  await app.sql.transaction((sql) => [
    sql`select set_config('role', 'app_user', true), set_config('app.user_id', ${userId}, true)`,
    sql`insert into account_deletions (user_id, requested_at, due_at)
        values (${userId}, now() - interval '7 days', now())`,
    sql`insert into user_settings (user_id) values (${userId})`,
    sql`insert into audit_logs (user_id, action)
        select ${userId}, 'hello_world_accessed' from generate_series(1, ${rows}::int)`,
  ])
  return person
}

/** What waits for a lock in the app's database. */
const waiting = () => app.sql`select from pg_locks join pg_database on pg_database.oid = database
  where not granted and datname = current_database()`

/** How many rows there are of a person, and the receipts of all who had just as many. */
async function traces(userId: string, rows: number) {
  const [[left], receipts] = await app.database.asSystem<[Record<string, number>[], unknown[]]>(
    (sql) => [
      sql`select
            (select count(*)::int from audit_logs where user_id = ${userId}) as logs,
            (select count(*)::int from user_settings where user_id = ${userId}) as settings,
            (select count(*)::int from account_deletions where user_id = ${userId}) as orders`,
      sql`select completed_at is not null as completed from deletion_receipts
          where deleted_rows = jsonb_build_object(
            'audit_logs', ${rows}::int, 'user_settings', 1, 'account_deletions', 1)`,
    ],
  )
  return { ...left, receipts }
}
const nothing = { logs: 0, settings: 0, orders: 0, receipts: [{ completed: true }] }

/** Lets deletes from the audit log fail, once fewer rows than this are left there. */
async function failBelow(rows: number, work: () => Promise<unknown>) {
  await app.sql.query(`create function fail() returns trigger language plpgsql as $$ begin
      if (select count(*) from audit_logs) < ${rows} then
        raise exception 'as if the disk were full' using errcode = '53100';
      end if;
      return null;
    end $$`)
  await app.sql`create trigger fail after delete on audit_logs
    for each statement execute function fail()`
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  await work().catch(() => {})
  log.mockRestore()
  await app.sql`drop function fail cascade`
}

test('a long history goes in batches: one that fails leaves the rest to the next run', async () => {
  const rows = 25_000
  const { userId, authorization } = await dueForDeletion(rows)
  await failBelow(15_000, run)
  const begun = { logs: 15_000, settings: 1, orders: 1, receipts: [{ completed: false }] }
  expect(await traces(userId, rows)).toEqual(begun)

  const hello = await fetch(`${app.origin}/api/hello-world`, { headers: authorization })
  expect(hello.status).toBe(401)
  expect(await traces(userId, rows)).toEqual(begun)

  await run()
  expect(await traces(userId, rows)).toEqual(nothing)
})

test('whom Clerk deleted, and nobody here had ordered it, is erased to the end by the daily run', async () => {
  const { userId } = app.createPerson()
  await app.database.asUser(userId, (sql) => [
    sql`insert into user_settings (user_id) values (${userId})`,
    sql`insert into audit_logs (user_id, action)
        select ${userId}, 'hello_world_accessed' from generate_series(1, 7)`,
  ])
  await failBelow(7, async () => {
    const { status } = await sendWebhook(app, userEvent('user.deleted', userId))
    expect(status).toBe(503)
  })
  expect(await traces(userId, 7)).toMatchObject({ logs: 7, settings: 1, orders: 1 })
  await run()
  expect(await traces(userId, 7)).toMatchObject({ logs: 0, settings: 0, orders: 0 })
  const [[receipt]] = await app.database.asSystem<[unknown[]]>((sql) => [
    sql`select requested_at, completed_at is not null as completed from deletion_receipts
        where deleted_rows = '{"audit_logs":7,"user_settings":1,"account_deletions":0}'`,
  ])
  expect(receipt).toEqual({ requested_at: null, completed: true })
})

test.each([
  ['erased_users', 1],
  ['audit_logs', 2],
  ['user_settings', 3],
])('the answer of the commit after %s is lost: all goes even so', async (table, rows) => {
  const { userId } = await dueForDeletion(rows)
  let erasing: Promise<Response> | undefined
  const release = new Error('a rollback, as the next commit has to be the app’s')
  const locked = somebody.begin(async (transaction) => {
    await transaction`lock table ${transaction(table)} in share mode`
    erasing = sendWebhook(app, userEvent('user.deleted', userId))
    await eventually(waiting).toHaveLength(1)
    proxy.fail({ at: 'COMMIT', how: 'reset', times: 1 })
    throw release
  })
  await expect(locked).rejects.toBe(release)
  expect((await erasing)?.status).toBe(204)
  expect(proxy.hits).toBe(1)
  expect(await traces(userId, rows)).toEqual(nothing)
})
