import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/database-eventually.ts'
import type { PostgresServer } from '../support/postgres-server.ts'
import { startPostgres } from '../support/postgres-server.ts'
import {
  expectAllApplied,
  freshDatabase,
  hold,
  migrateUpTo,
  startMigration,
  waitingFor,
} from './migrations/processes.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

test('a locked table: the run gives way, says who is in the way, and leaves nothing', async () => {
  const { url, sql } = await freshDatabase(server)
  await migrateUpTo('0003_required_values.sql', sql)
  // Its first statement, on audit_logs, passes; its second one has to wait.
  await hold(url, 'lock table user_settings in access share mode')
  const [holder] = await sql`select pid from pg_stat_activity
    where datname = current_database() and query like 'lock table%'`
  const run = startMigration(url)
  await eventually(() => waitingFor(sql, 'do %')).toHaveLength(1)

  // What the app asks waits behind the run, and goes on though the lock is never given back.
  await Promise.all([sql`select from audit_logs`, sql`select from user_settings`])

  expect(await run.ended()).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: `0003_required_values.sql: a table that it changes was locked by another session for more than 3s. Nothing of this file was applied: run the migrations again when the other is done, or end it:
  user_settings is held by process ${holder?.pid} (idle in transaction): select pg_terminate_backend(${holder?.pid});\n`,
  })
  expect(await sql`select from schema_migrations where name like '0003%'`).toEqual([])
  expect(await sql`select from pg_constraint where conname like '%_not_empty'`).toEqual([])

  await sql`select pg_terminate_backend(${holder?.pid})`
  expect(await startMigration(url).ended()).toMatchObject({ exitCode: 0, stderr: '' })
  await expectAllApplied(sql)
})
