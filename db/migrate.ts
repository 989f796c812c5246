import { NeonDbError } from '@neondatabase/serverless'
import { setTimeout as pause } from 'node:timers/promises'
import { isAnswerOfPostgres } from './database-error.ts'
import type { Driver } from './driver.server.ts'
import { describeFailure } from './migration-failure.ts'
import { LOCK_TIMEOUT } from './migration-lock.ts'
import type { Migration } from './migration-files.ts'
import { MigrationError, MIGRATIONS_FOLDER, readMigrations } from './migration-files.ts'
import type { MigrationRecord } from './migration-record.ts'
import { createMigrationRecord, MIGRATION_LOCK, readMigrationRecord } from './migration-record.ts'

/** A migration and what the database remembers of it: nothing while it is pending. */
export type MigrationStatus = Migration & { record: MigrationRecord | undefined }

/**
 * Tells which migrations were applied, and changes nothing.
 * @throws MigrationError if files and database do not fit together
 */
export async function migrationStatus(
  sql: Driver['sql'],
  folder = MIGRATIONS_FOLDER,
): Promise<MigrationStatus[]> {
  const migrations = readMigrations(folder)
  const records = await readMigrationRecord(sql, migrations)
  return migrations.map((migration) => ({ ...migration, record: records.get(migration.name) }))
}

/**
 * Applies the pending migrations in order, each as a whole or not at all. Several runs may go on
 * at once, and a run may be killed at any moment.
 * @param sql the driver, logged in as the owner of the tables
 * @param onApplied told the name of each migration that this run applied
 * @throws MigrationError with file, line and Postgres's message; what was applied before stays
 */
export async function migrate(
  sql: Driver['sql'],
  {
    folder = MIGRATIONS_FOLDER,
    onApplied,
  }: { folder?: string; onApplied?: (name: string) => void } = {},
): Promise<void> {
  await migrationStatus(sql, folder) // complains before anything is written
  await createMigrationRecord(sql)
  for (;;) {
    const next = (await migrationStatus(sql, folder)).find(({ record }) => record?.state !== 'done')
    if (!next) return
    if (next.record) await waitForOtherRun(sql, next)
    else if (await apply(sql, next)) onApplied?.(next.name)
  }
}

/** Whether this run applied the migration; false if another run was faster. */
async function apply(sql: Driver['sql'], migration: Migration): Promise<boolean> {
  try {
    await (migration.transactional ? applyInTransaction : applyAlone)(sql, migration)
    return true
  } catch (error) {
    if (!(error instanceof NeonDbError)) throw error
    if (error.constraint === 'schema_migrations_pkey') return false
    throw new MigrationError(await describeFailure(sql, error, migration), { cause: error })
  }
}

/**
 * One batch is one transaction: the record and the migration stand or fall together. The record
 * comes first, so the slower of two runs fails on its primary key before it runs anything.
 * Postgres itself takes the file apart, inside `execute`.
 */
async function applyInTransaction(sql: Driver['sql'], { name, checksum, text }: Migration) {
  await sql.transaction([
    sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`,
    sql`insert into public.schema_migrations (name, checksum, state) values (${name}, ${checksum}, 'done')`,
    sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`,
    sql`select set_config('migration.text', ${text}, true)`,
    sql`do $$ begin execute current_setting('migration.text'); end $$`,
    sql`update public.schema_migrations
      set duration_ms = extract(epoch from clock_timestamp() - applied_at) * 1000
      where name = ${name}`,
    // What a file sets for the session, as a dump does, is not for the next one, nor for the app on the same connection.
    sql`reset all`,
  ])
}

/**
 * A statement that Postgres refuses in a transaction is marked as running before, and as done
 * after. If it fails and left nothing behind, the mark is taken away again.
 */
async function applyAlone(sql: Driver['sql'], { name, checksum, text }: Migration) {
  await sql`insert into public.schema_migrations (name, checksum, state) values (${name}, ${checksum}, 'running')`
  try {
    await sql.query(text)
  } catch (error) {
    if (isAnswerOfPostgres(error))
      await sql`delete from public.schema_migrations where name = ${name} and not exists (${invalidIndexes(sql)})`
    throw error
  }
  await sql`update public.schema_migrations
    set state = 'done', duration_ms = extract(epoch from clock_timestamp() - applied_at) * 1000
    where name = ${name}`
}

/** An index that CREATE INDEX CONCURRENTLY began and did not finish. */
function invalidIndexes(sql: Driver['sql']) {
  return sql`select indexrelid::regclass::text as name from pg_index where not indisvalid`
}

/**
 * Waits while another run is at work on a statement that runs alone.
 * @throws MigrationError if no run is: it died, and only a person can tell how far it came
 */
async function waitForOtherRun(sql: Driver['sql'], { name, text }: Migration): Promise<void> {
  const [other] = await sql`select
    exists (
        select from pg_stat_activity
        where left(query, 200) = left(${text}, 200) and state = 'active' and pid <> pg_backend_pid()
      )
      or applied_at > clock_timestamp() - interval '5 s' as alive
    from public.schema_migrations where name = ${name} and state = 'running'`
  if (!other) return
  if (other.alive === true) return await pause(200)
  const broken = await invalidIndexes(sql)
  const repair = broken.map((index) => `drop index concurrently ${index.name};`)
  throw new MigrationError(
    `${name} was started by a run that never finished. Undo what it left, then run it again:\n  ${[
      ...repair,
      `delete from schema_migrations where name = '${name}';`,
    ].join('\n  ')}`,
  )
}
