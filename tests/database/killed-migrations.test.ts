import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openDriver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import type { RunningCommand } from '../support/database-commands.ts'
import { eventually } from '../support/database-eventually.ts'
import { migrationsFolder } from '../support/database-migrations.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
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

async function kill(run: RunningCommand): Promise<void> {
  run.process.kill('SIGKILL')
  expect(await run.ended()).toMatchObject({ exitCode: -1 })
}

test.each([
  '0001_audit_logs.sql',
  '0004_required_values_validated.sql',
  '0007_row_level_security.sql',
])('killed once %s is applied: the next run goes on', async (name) => {
  const { url, sql } = await freshDatabase(server)
  const run = startMigration(url)
  await run.printed(name)
  await kill(run)
  expect(await startMigration(url).ended()).toMatchObject({ exitCode: 0, stderr: '' })
  await expectAllApplied(sql)
})

test('killed amid a migration: nothing of it is left, and the next run goes on', async () => {
  const { url, sql } = await freshDatabase(server)
  await migrateUpTo('0003_required_values.sql', sql)
  // Its first statement passes, its second one has to wait.
  const release = await hold(url, 'lock table user_settings in access share mode')
  const run = startMigration(url)
  await eventually(() => waitingFor(sql, 'do %')).toHaveLength(1)
  await kill(run)
  await release()
  await eventually(() => sql`select from pg_stat_activity where query like 'do %'`).toEqual([])

  expect(await sql`select from schema_migrations where name like '0003%'`).toEqual([])
  expect(await sql`select from pg_constraint where conname like '%_not_empty'`).toEqual([])
  expect(await startMigration(url).ended()).toMatchObject({ exitCode: 0, stderr: '' })
  await expectAllApplied(sql)
})

test('a second run waits while the first builds an index', async () => {
  const { url, sql } = await freshDatabase(server)
  await migrateUpTo('0009_audit_log_history.sql', sql)
  const release = await hold(url, 'lock table audit_logs in row exclusive mode')
  const first = startMigration(url)
  await eventually(() => waitingFor(sql, '%concurrently%')).toHaveLength(1)
  // However long the index takes.
  await sql`update schema_migrations set applied_at = applied_at - interval '1 hour'`
  const second = startMigration(url)
  await eventually(
    () =>
      sql`select from pg_stat_activity where query like '%as alive%' and pid <> pg_backend_pid()`,
  ).not.toEqual([])
  await release()
  const runs = [await first.ended(), await second.ended()]
  for (const run of runs) expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  // The index is the first's; what comes after it may be either's, but each file once.
  expect(runs[1]?.stdout).not.toContain('0009')
  const applied = runs.flatMap(({ stdout }) => stdout.match(/^applied .*$/gm) ?? [])
  expect(applied).toHaveLength(new Set(applied).size)
  await expectAllApplied(sql)
})

test.each([
  ['with its connection, which leaves the index invalid', true],
  ['while the server goes on and completes the index', false],
])('killed amid an index, %s: refused with advice that repairs it', async (_case, cut) => {
  const { url, sql } = await freshDatabase(server)
  await migrateUpTo('0009_audit_log_history.sql', sql)
  const release = await hold(url, 'lock table audit_logs in row exclusive mode')
  const run = startMigration(url)
  await eventually(() => waitingFor(sql, '%concurrently%')).toHaveLength(1)
  const [backend] = await waitingFor(sql, '%concurrently%')
  await kill(run)
  if (cut) await sql`select pg_terminate_backend(${backend?.pid})`
  await release()
  await eventually(() => sql`select from pg_stat_activity where pid = ${backend?.pid}`).toEqual([])
  await sql`update schema_migrations set applied_at = applied_at - interval '1 hour'`

  const refused = await startMigration(url).ended()
  expect(refused.exitCode).toBe(1)
  expect(refused.stderr).toContain(
    '0009_audit_log_history.sql was started by a run that never finished',
  )
  const advice = refused.stderr.match(/^ {2}.*;$/gm) ?? []
  expect(advice).toHaveLength(cut ? 2 : 1)
  for (const line of advice) await sql.query(line)
  expect(await startMigration(url).ended()).toMatchObject({ exitCode: 0, stderr: '' })
  await expectAllApplied(sql)
  expect(await sql`select from pg_index where not indisvalid`).toEqual([])
})

test('cut off from a statement that runs alone: it stays marked, as nobody knows how far it came', async () => {
  const { url, sql } = await freshDatabase(server)
  const { folder, write } = migrationsFolder({ '0001_pets.sql': 'create table pets ()' })
  await migrate(sql, { folder })
  await hold(url, 'lock table pets in share update exclusive mode')
  write({ '0002_vacuum.sql': '-- migrate: no-transaction\nvacuum pets' })
  const proxy = await startFaultProxy()
  const { sql: cutOff, close } = openDriver(proxy.through(url), 1)
  onTestFinished(async () => {
    await close()
    await proxy.close()
  })
  const run = expect(migrate(cutOff, { folder })).rejects.toThrow()
  await eventually(() => waitingFor(sql, '%vacuum pets')).toHaveLength(1)
  proxy.cutAll()
  await run
  expect(await sql`select state from schema_migrations where name like '0002%'`).toEqual([
    { state: 'running' },
  ])
})
