import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { countExpiredAuditLogs, purgeAuditLogs } from '#app/data/retention.server.ts'
import { createDatabase, type Database } from '#db/client.server.ts'
import { onEachDatabase } from '../support/database-kinds.ts'
import { migratedDatabase } from '../support/migrated-database.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'

const days = 90
const noLimit = { days, stopAt: Infinity }

onEachDatabase(['PostgreSQL over TCP', 'embedded'], (subject) => {
  beforeEach(async () => {
    await subject().database.asSystem((sql) => [sql`delete from audit_logs`])
  })

  test('rows that are older go, younger ones stay, and the counts follow', async () => {
    await write(subject().database, 3, '91 days')
    await write(subject().database, 2, '2160 hours 1 minute', 'bob')
    await write(subject().database, 1, '2159 hours', 'bob')
    await write(subject().database, 1, '0 days')
    expect(await countExpiredAuditLogs(subject().database, days)).toBe(5)
    expect(await rowCount(subject().database)).toEqual([
      { user_id: 'ada', count: 4 },
      { user_id: 'bob', count: 3 },
    ])
    const purge = await purgeAuditLogs(subject().database, noLimit)
    expect(purge).toEqual({ deletedRows: 5, batches: 1, complete: true, failed: false })
    expect(await rowCount(subject().database)).toEqual([
      { user_id: 'ada', count: 1 },
      { user_id: 'bob', count: 1 },
    ])
    expect(await countExpiredAuditLogs(subject().database, days)).toBe(0)
  })

  test('goes in batches, begins none after its time, and the next run goes on', async () => {
    await write(subject().database, 12_000, '91 days')
    const spent = { days, stopAt: performance.now() }
    expect(await purgeAuditLogs(subject().database, spent)).toEqual({
      deletedRows: 0,
      batches: 0,
      complete: false,
      failed: false,
    })
    const short = { days, stopAt: performance.now() + 1 }
    expect(await purgeAuditLogs(subject().database, short)).toEqual({
      deletedRows: 10_000,
      batches: 1,
      complete: false,
      failed: false,
    })
    expect(await rowCount(subject().database)).toEqual([{ user_id: 'ada', count: 2_000 }])
    expect(await purgeAuditLogs(subject().database, noLimit)).toEqual({
      deletedRows: 2_000,
      batches: 1,
      complete: true,
      failed: false,
    })
    expect(await rowCount(subject().database)).toEqual([])
  })
})

describe('beside others, on PostgreSQL', () => {
  let server: PostgresServer
  let url: string
  let database: Database
  let somebody: postgres.Sql
  beforeAll(async () => {
    server = await startPostgres()
    url = await migratedDatabase(server)
    database = createDatabase(url, { connections: 4 })
    somebody = postgres(server.asSuperuser(url), { max: 1 })
  })
  afterAll(async () => {
    await somebody.end()
    await database.close()
    await server.stop()
  })

  test('a row that somebody holds is left to the next run, and not waited for', async () => {
    await write(database, 2, '91 days')
    await somebody.begin(async (transaction) => {
      await transaction`select from audit_logs order by id limit 1 for update`
      const beside = await purgeAuditLogs(database, noLimit)
      expect(beside).toMatchObject({ deletedRows: 1, complete: false })
    })
    const after = await purgeAuditLogs(database, noLimit)
    expect(after).toMatchObject({ deletedRows: 1, complete: true })
  })

  test('a day has 24 hours, where clocks have changed meanwhile too', async () => {
    const change = new Date(Date.now() - 30 * 86_400_000)
    // Numbered as in a year without a leap day.
    const day = Math.ceil(
      (Date.UTC(2023, change.getUTCMonth(), change.getUTCDate()) - Date.UTC(2022, 11, 31)) /
        86_400_000,
    )
    const zone = `STD0DST,J${day},J${((day + 99) % 365) + 1}`
    const name = somebody(new URL(url).pathname.slice(1))
    await somebody`alter database ${name} set timezone = ${somebody.unsafe(`'${zone}'`)}`
    const there = createDatabase(url, { connections: 1 })
    await write(there, 1, '2160 hours 1 minute')
    await write(there, 1, '2159 hours 30 minutes')
    expect(await purgeAuditLogs(there, noLimit)).toMatchObject({ deletedRows: 1 })
    expect(await countExpiredAuditLogs(there, days)).toBe(0)
    await there.asSystem((sql) => [sql`delete from audit_logs`])
    await there.close()
    await somebody`alter database ${name} reset timezone`
  })

  test('a batch that fails is logged, and what went before it is told', async () => {
    await write(database, 10_000, '92 days')
    await write(database, 1, '91 days', 'eve')
    await somebody`create function fail() returns trigger language plpgsql as
      $$ begin raise exception 'as if the disk were full' using errcode = '53100'; end $$`
    await somebody`create trigger fail before delete on audit_logs
      for each row when (old.user_id = 'eve') execute function fail()`
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const failing = await purgeAuditLogs(database, noLimit)
    const lines = log.mock.calls.flat()
    log.mockRestore()
    await somebody`drop function fail cascade`
    expect(failing).toEqual({ deletedRows: 10_000, batches: 1, complete: false, failed: true })
    expect(lines).toEqual([expect.stringContaining('"reason":"53100"')])
    expect(await purgeAuditLogs(database, noLimit)).toMatchObject({
      deletedRows: 1,
      complete: true,
    })
  })

  test('people write on while old rows go', async () => {
    await write(database, 60_000, '91 days')
    const running = new Set(['purge'])
    const purge = purgeAuditLogs(database, noLimit).finally(() => running.clear())
    const waits: number[] = []
    while (running.size) {
      const start = performance.now()
      await write(database, 1, '0 days')
      waits.push(performance.now() - start)
    }
    expect(await purge).toEqual({ deletedRows: 60_000, batches: 7, complete: true, failed: false })
    // At worst a writer waits for the one batch that counts down the same person's rows.
    expect(waits.length).toBeGreaterThan(7)
    expect(Math.max(...waits)).toBeLessThan(2_000)
    expect(await rowCount(database)).toEqual([{ user_id: 'ada', count: waits.length }])
  })
})

async function write(database: Database, rows: number, age: string, user = 'ada') {
  await database.asUser(
    user,
    (sql) => [
      sql`insert into audit_logs (user_id, action, timestamp)
          select ${user}, 'hello_world_accessed', now() - ${age}::interval
          from generate_series(1, ${rows}::int)`,
    ],
    { deadlineMs: 30_000 },
  )
}

/** How many rows there are, after they were compared with the kept counts. */
async function rowCount(database: Database): Promise<unknown> {
  const [rows, kept] = await database.asSystem<[unknown[], unknown[]]>((sql) => [
    sql`select user_id, count(*)::int as count from audit_logs group by 1 order by 1`,
    sql`select user_id, count::int from audit_log_counts order by 1`,
  ])
  expect(kept).toEqual(rows)
  return rows
}
