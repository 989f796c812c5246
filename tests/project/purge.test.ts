import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { loadPurgeFunction } from '../support/purge-function.ts'
import { startProgram } from '../support/program.ts'

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

async function purge(args: string[], env: Record<string, string> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'groundwork-purge-'))
  const { DATABASE_URL = '' } = process.env
  const program = startProgram('dev/purge.ts', { cwd, args, env: { DATABASE_URL, ...env } })
  const exitCode = await program.ended()
  rmSync(cwd, { recursive: true })
  return { exitCode, output: program.output().trim() }
}

test('the deployed function runs daily, deletes what is past its time, and logs one line', async () => {
  const { run, config } = await loadPurgeFunction()
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
      durationMs: expect.any(Number),
    },
  ])
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

test.each(['0', '-1', '1.5', 'ninety', ' '])('refuses %o as AUDIT_RETENTION_DAYS', async (days) => {
  const { exitCode, output } = await purge(['--dry-run'], { AUDIT_RETENTION_DAYS: days })
  expect(exitCode).toBe(1)
  expect(output).toMatch(/AUDIT_RETENTION_DAYS: must be/)
})
