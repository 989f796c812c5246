import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#db/client.server.ts'
import { createDatabase } from '#db/client.server.ts'
import type { Driver } from '#db/driver.server.ts'
import { openDriver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import { eventually } from '../support/database-eventually.ts'
import type { PostgresServer } from '../support/postgres-server.ts'
import { startPostgres } from '../support/postgres-server.ts'

let server: PostgresServer
let admin: Driver
let database: Database

beforeAll(async () => {
  server = await startPostgres()
  const url = await server.createDatabase()
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

test('of two calls in a deadlock, the one that lost is repeated', async () => {
  await admin.sql`insert into user_settings (user_id) values ('a'), ('b')`
  await expect(
    Promise.all([removeInOrder('a', 'b'), removeInOrder('b', 'a')]),
  ).resolves.toHaveLength(2)
})
