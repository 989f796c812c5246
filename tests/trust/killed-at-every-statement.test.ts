import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Driver } from '#db/driver.server.ts'
import { migrate, migrationStatus } from '#db/migrate.ts'
import { MIGRATIONS_FOLDER, readMigrations } from '#db/migration-files.ts'
import { createMigrationRecord } from '#db/migration-record.ts'
import { freshDatabase, migrateUpTo, startMigration } from '../database/migrations/processes.ts'
import { startCountingProxy } from '../support/count-statements.ts'
import { schemaOf } from '../support/database-schema.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'

const migrations = readMigrations(MIGRATIONS_FOLDER)

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

/** The schemas that an undisturbed run goes through: of an empty database, and with so many migrations done. */
async function undisturbedSchemas() {
  const { url, sql } = await freshDatabase(server)
  const empty = await schemaOf(sql)
  await createMigrationRecord(sql)
  const after = [await schemaOf(sql)]
  for (const { name } of migrations.slice(1)) {
    await migrateUpTo(name, sql)
    after.push(await schemaOf(sql))
  }
  await migrate(sql)
  after.push(await schemaOf(sql))
  return { url, empty, after }
}

/** How many statements a run asks that has nothing to do: every other run begins with them. */
async function statementsBeforeTheFirst(url: string): Promise<number> {
  const proxy = await startCountingProxy(url)
  expect(await startMigration(proxy.url).ended()).toMatchObject({ exitCode: 0 })
  await proxy.close()
  return proxy.asked
}

/** Follows the advice that the next run gives where a file that runs alone was begun and not ended. */
async function followAdvice(url: string, sql: Driver['sql']): Promise<void> {
  const begun = await sql`update schema_migrations
    set applied_at = applied_at - interval '1 hour' where state = 'running' returning name`
  if (begun.length === 0) return
  const { exitCode, stderr } = await startMigration(url).ended()
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`${begun[0]?.name} was started by a run that never finished`)
  for (const line of stderr.match(/^ {2}.*;$/gm) ?? []) await sql.query(line)
}

test('killed after every single statement, each run goes on where the last one stood', async () => {
  const undisturbed = await undisturbedSchemas()
  const opening = await statementsBeforeTheFirst(undisturbed.url)

  /** Kills run after run, the next one a statement later, until so many migrations are done. */
  async function killAgainAndAgain(from: number, to: number): Promise<number[]> {
    const { url, sql } = await freshDatabase(server)
    const first = migrations[from]
    if (first && from > 0) await migrateUpTo(first.name, sql)
    const proxy = await startCountingProxy(url)
    onTestFinished(() => proxy.close())
    const kills = migrations.slice(from, to).map(() => 0)
    let done = from
    for (let statements = from === 0 ? 1 : opening; ; statements += 1) {
      const run = startMigration(proxy.url)
      proxy.letThrough(statements, async () => {
        run.process.kill('SIGKILL')
        await run.ended()
      })
      const { exitCode, stderr } = await run.ended()
      const schema = await schemaOf(sql)
      if (exitCode === 0) {
        expect(schema).toEqual(undisturbed.after.at(-1))
        return kills
      }
      expect({ exitCode, stderr }).toEqual({ exitCode: -1, stderr: '' })
      if (!schema.some((line) => line.startsWith('table schema_migrations'))) {
        expect(schema).toEqual(undisturbed.empty)
        continue
      }
      await followAdvice(url, sql)
      const states = (await migrationStatus(sql)).map(({ record }) => record?.state)
      const nowDone = states.filter((state) => state === 'done').length
      // What runs alone is there before the record says so.
      const isAhead = migrations[nowDone]?.transactional === false
      const possible = undisturbed.after.slice(nowDone, isAhead ? nowDone + 2 : nowDone + 1)
      expect(possible).toContainEqual(schema)
      if (nowDone > done) {
        done = nowDone
        statements = opening
        if (done === to && to < migrations.length) return kills
      }
      const index = done - from
      if (index in kills) kills[index] = (kills[index] ?? 0) + 1
    }
  }

  const half = Math.ceil(migrations.length / 2)
  const kills = await Promise.all([
    killAgainAndAgain(0, half),
    killAgainAndAgain(half, migrations.length),
  ])
  // Within each file: at the begin and the six statements of its transaction, or at the mark and what it marks.
  for (const [index, count] of kills.flat().entries())
    expect(count, migrations[index]?.name).toBeGreaterThanOrEqual(
      migrations[index]?.transactional ? 7 : 3,
    )
}, 900_000)
