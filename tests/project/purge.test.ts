import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { orderDeletions, purge } from '../support/purge-command.ts'
import { loadScheduledFunction } from '../support/scheduled-function.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

/** Writes an audit row of the given age and answers with how to count the person's rows. */
async function personWithRow(age: string) {
  const { userId } = app.createPerson()
  await app.database.asUser(userId, (sql) => [
    sql`insert into audit_logs (user_id, action, timestamp)
        values (${userId}, 'hello_world_accessed', now() - ${age}::interval)`,
  ])
  return async () => {
    const [rows] = await app.database.asUser<[unknown[]]>(userId, (sql) => [
      sql`select from audit_logs`,
    ])
    return rows.length
  }
}

/** Runs the deployed function, and takes what it prints. */
async function quietly(run: () => Promise<void>) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  const failure = await run().catch((error: unknown) => error)
  const lines = log.mock.calls.map(([line]): unknown => JSON.parse(String(line)))
  log.mockRestore()
  errors.mockRestore()
  return { lines, failure }
}

test('the deployed function runs daily, deletes what is past its time, and logs one line', async () => {
  const { run, config } = await loadScheduledFunction('purge-audit-logs')
  expect(config.schedule).toBe('@daily')
  const old = await personWithRow('91 days')
  const young = await personWithRow('89 days')
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  await run()
  const lines = log.mock.calls.map(([line]) => line)
  log.mockRestore()
  expect([await old(), await young()]).toEqual([0, 1])
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      job: 'purge-audit-logs',
      accounts: { completed: 0, failed: 0, left: 0 },
      retentionDays: 90,
      deletedRows: 1,
      batches: 1,
      complete: true,
      failed: false,
      ok: true,
      durationMs: expect.any(Number),
    },
  ])
})

test('counts of requests go after a minute, ids of messages with the audit rows', async () => {
  await app.sql`insert into rate_limits (caller_hash, busy_until)
    select sha256(age::text::bytea), now() - age
    from (values (interval '2 minutes'), (interval '0'), (interval '-1 minute')) as ages (age)`
  await app.sql`insert into webhook_messages (id, handled_at)
    values ('msg_old', now() - interval '91 days'), ('msg_young', now() - interval '89 days')`
  await quietly((await loadScheduledFunction('purge-audit-logs')).run)
  expect(await app.sql`select from rate_limits`).toHaveLength(2)
  expect(await app.sql`select id from webhook_messages`).toEqual([{ id: 'msg_young' }])
})

test('a purge that fails is told in the line, fails the run, and holds up no deletion', async () => {
  const old = await personWithRow('91 days')
  const { userId } = app.createPerson()
  await orderDeletions(app, userId, 1)
  await app.sql.transaction((sql) => [
    sql`create function fail() returns trigger language plpgsql as
        $$ begin raise exception 'as if the disk were full' using errcode = '53100'; end $$`,
    sql`create trigger fail before delete on webhook_messages execute function fail()`,
  ])
  const { run } = await loadScheduledFunction('purge-audit-logs')
  const { lines, failure } = await quietly(run)
  await app.sql`drop function fail cascade`
  expect(failure).toMatchObject({ message: expect.stringContaining('left something undone') })
  expect(lines).toMatchObject([
    { accounts: { completed: 1, left: 0 }, deletedRows: 1, failed: true },
  ])
  expect(await old()).toBe(0)
})

test('accounts that failed are left, and fail the run', async () => {
  await orderDeletions(app, app.createPerson().userId, 2)
  app.setClerkDown(true)
  const { run } = await loadScheduledFunction('purge-audit-logs')
  const { lines, failure } = await quietly(run)
  const { exitCode } = await purge([])
  app.setClerkDown(false)
  expect(lines).toMatchObject([{ accounts: { completed: 0, failed: 2, left: 2 }, ok: false }])
  expect(failure).toMatchObject({ message: expect.stringContaining('left something undone') })
  expect(exitCode).toBe(1)
  expect((await quietly(run)).lines).toMatchObject([{ accounts: { completed: 2 }, ok: true }])
})

test('rows that somebody holds are left, and fail the run', async () => {
  const old = await personWithRow('91 days')
  const { run } = await loadScheduledFunction('purge-audit-logs')
  const somebody = postgres(app.superuserUrl, { max: 1 })
  const { lines, failure } = await somebody.begin(async (transaction) => {
    await transaction`select from audit_logs for update`
    return quietly(run)
  })
  await somebody.end()
  expect(lines).toMatchObject([{ complete: false, failed: false, ok: false }])
  expect(failure).toBeInstanceOf(Error)
  expect(await old()).toBe(1)
  await quietly(run)
})

test('npm run db:purge does the same at once; with --dry-run it changes nothing', async () => {
  const old = await personWithRow('91 days')
  const dry = await purge(['--dry-run'])
  expect(JSON.parse(dry.output)).toMatchObject({ dryRun: true, expiredRows: 1 })
  expect(await old()).toBe(1)
  const wet = await purge([])
  expect(JSON.parse(wet.output)).toMatchObject({ dryRun: false, deletedRows: 1, complete: true })
  expect(wet.exitCode).toBe(0)
  expect(await old()).toBe(0)
})

test('AUDIT_RETENTION_DAYS says how many days', async () => {
  const [older, younger] = [await personWithRow('8 days'), await personWithRow('6 days')]
  const { output } = await purge([], { AUDIT_RETENTION_DAYS: '7' })
  expect(JSON.parse(output)).toMatchObject({ retentionDays: 7, complete: true })
  expect([await older(), await younger()]).toEqual([0, 1])
})

test.each([
  ['CLERK_SECRET_KEY', 'CLERK_SECRET_KEY too'],
  ['AUDIT_RETENTION_DAYS', 'AUDIT_RETENTION_DAYS too'],
])('a site’s database is not touched without %s', async (name, told) => {
  const { exitCode, output } = await purge([], {
    DATABASE_URL: 'postgres://app:secret@db.example.com/app',
    AUDIT_RETENTION_DAYS: '365',
    [name]: '',
  })
  expect({ exitCode, output }).toEqual({ exitCode: 1, output: expect.stringContaining(told) })
})

test.each(['0', '-1', '1.5', 'ninety', ' '])('refuses %o as AUDIT_RETENTION_DAYS', async (days) => {
  const { exitCode, output } = await purge(['--dry-run'], { AUDIT_RETENTION_DAYS: days })
  expect(exitCode).toBe(1)
  expect(output).toMatch(/AUDIT_RETENTION_DAYS: must be/)
})
