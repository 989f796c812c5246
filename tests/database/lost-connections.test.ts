import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Database } from '#db/client.server.ts'
import { createDatabase } from '#db/client.server.ts'
import type { Driver } from '#db/driver.server.ts'
import { openDriver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import { eventually } from '../support/database-eventually.ts'
import type { PostgresServer } from '../support/postgres-server.ts'
import { startPostgres } from '../support/postgres-server.ts'

let server: PostgresServer
let url: string
let admin: Driver
let database: Database

beforeAll(async () => {
  server = await startPostgres()
  url = await server.createDatabase()
  admin = openDriver(server.asSuperuser(url), 1)
  await migrate(admin.sql)
  await admin.sql`grant app_user, app_maintenance to owner`
  database = createDatabase(url, { connections: 8 })
})
afterAll(async () => {
  await database.close()
  await admin.close()
  await server.stop()
})

const answer = () => database.asSystem((sql) => [sql`select 42 as answer`])

const removeInOrder = (first: string, second: string) =>
  database.asSystem((sql) => [
    sql`delete from user_settings where user_id = ${first}`,
    sql`select pg_sleep(0.2)`,
    sql`delete from user_settings where user_id = ${second}`,
  ])

const sleepers = () => admin.sql`select pid from pg_stat_activity
  where query like 'select pg_sleep%' and state = 'active'`

/** Waits until so many calls sleep, and ends their connections. */
async function cutSleepers(count: number): Promise<void> {
  await eventually(sleepers).toHaveLength(count)
  for (const { pid } of await sleepers()) await admin.sql`select pg_terminate_backend(${pid})`
}

test('an idempotent call is repeated when its connection was cut', async () => {
  const call = database.asSystem<[{ answer: number }[]]>(
    (sql) => [sql`select pg_sleep(1), 42 as answer`],
    { idempotent: true },
  )
  await cutSleepers(1)
  expect(await call).toMatchObject([[{ answer: 42 }]])
})

test('any other call is not, and the next ones get new connections', async () => {
  const calls = Array.from({ length: 8 }, () =>
    database.asSystem((sql) => [sql`select pg_sleep(1)`]),
  )
  const outcomes = Promise.allSettled(calls)
  await cutSleepers(8)
  expect(await outcomes).toMatchObject(
    calls.map(() => ({ status: 'rejected', reason: { kind: 'unavailable' } })),
  )
  const answers = await Promise.all(calls.map(answer))
  expect(answers).toEqual(calls.map(() => [[{ answer: 42 }]]))
})

test('connections that were cut while idle are no failure of the next call', async () => {
  await answer()
  const cut = await admin.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where usename = 'owner'`
  expect(cut).not.toEqual([])
  expect(await answer()).toEqual([[{ answer: 42 }]])
})

test('no more connections are open at once than are allowed', async () => {
  const asked = Array.from({ length: 40 }, () =>
    database.asSystem<[{ pid: number }[]]>((sql) => [
      sql`select pg_backend_pid() as pid, pg_sleep(0.02)`,
    ]),
  )
  const pids = (await Promise.all(asked)).map(([rows]) => rows[0]?.pid)
  expect(new Set(pids).size).toBe(8)
})

/** A database on a single connection, and the number of the process that serves it. */
function openSingle() {
  const single = createDatabase(url, { connections: 1 })
  onTestFinished(() => single.close())
  const process = async () => {
    const [[row]] = await single.asSystem<[{ pid: number }[]]>((sql) => [
      sql`select pg_backend_pid() as pid`,
    ])
    return row?.pid
  }
  return { single, process }
}

test('an error of a statement costs no connection', async () => {
  const { single, process } = openSingle()
  const before = await process()
  await expect(single.asSystem((sql) => [sql`select 1 / 0`])).rejects.toThrow('division by zero')
  expect(await process()).toBe(before)
})

test('a call whose turn comes too late neither begins nor costs a connection', async () => {
  const { single, process } = openSingle()
  const before = await process()
  const busy = single.asSystem((sql) => [sql`select pg_sleep(0.3)`])
  const late = single.asUser(
    'too_late',
    (sql) => [sql`insert into audit_logs (user_id, action) values ('too_late', 'user_signin')`],
    { deadlineMs: 100 },
  )
  await expect(late).rejects.toMatchObject({ kind: 'timeout' })
  await busy
  expect(await process()).toBe(before)
  expect(await admin.sql`select from audit_logs where user_id = 'too_late'`).toEqual([])
})

test('a call that was given up is not done later, though none of its statements was too slow', async () => {
  const { single, process } = openSingle()
  await process()
  const call = single.asUser(
    'given_up',
    (sql) => [
      sql`insert into audit_logs (user_id, action) values ('given_up', 'user_signin')`,
      ...Array.from({ length: 5 }, () => sql`select pg_sleep(0.15)`),
    ],
    { deadlineMs: 400 },
  )
  await expect(call).rejects.toMatchObject({ kind: 'timeout' })
  await eventually(
    () => admin.sql`select from pg_stat_activity
      where query like 'select pg_sleep(0.15)%' and state <> 'idle'`,
  ).toEqual([])
  expect(await admin.sql`select from audit_logs where user_id = 'given_up'`).toEqual([])
})

test('a connection that is read-only, as after a failover, is left for a new one', async () => {
  const { single, process } = openSingle()
  const setReadOnly = (value: 'on' | 'off') =>
    admin.sql.query(`do $$ begin
      execute format('alter database %I set default_transaction_read_only = ${value}', current_database());
    end $$`)
  await setReadOnly('on')
  const before = await process()
  await setReadOnly('off')
  await single.asSystem((sql) => [sql`delete from user_settings`])
  expect(await process()).not.toBe(before)
})

test('closing ends the connections', async () => {
  const { single, process } = openSingle()
  const pid = await process()
  await single.close()
  await eventually(() => admin.sql`select from pg_stat_activity where pid = ${pid}`).toEqual([])
})

test('of two calls in a deadlock, the one that lost is repeated', async () => {
  await admin.sql`insert into user_settings (user_id) values ('a'), ('b')`
  await expect(
    Promise.all([removeInOrder('a', 'b'), removeInOrder('b', 'a')]),
  ).resolves.toHaveLength(2)
})
