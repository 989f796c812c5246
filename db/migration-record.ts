import { z } from 'zod'
import type { Driver } from './driver.server.ts'
import type { Migration } from './migration-files.ts'
import { MigrationError } from './migration-files.ts'

const rows = z.array(
  z.object({
    name: z.string(),
    checksum: z.string(),
    state: z.enum(['running', 'done']),
    applied_at: z.date(),
    duration_ms: z.number().nullable(),
  }),
)

/** What the database remembers of a migration. */
export type MigrationRecord = z.infer<typeof rows>[number]

/** Any number, as long as every run takes the same. */
export const MIGRATION_LOCK = 7254193001

/** Creates the table of applied migrations, once. */
export async function createMigrationRecord(sql: Driver['sql']): Promise<void> {
  await sql.transaction([
    sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`,
    sql`create table if not exists public.schema_migrations (
      name text primary key,
      checksum text not null,
      state text not null check (state in ('running', 'done')),
      applied_at timestamptz not null default clock_timestamp(),
      duration_ms double precision
    )`,
  ])
}

/**
 * Reads what was applied and compares it with the files.
 * @throws MigrationError if an applied file was changed, is missing, or has been overtaken
 */
export async function readMigrationRecord(
  sql: Driver['sql'],
  migrations: Migration[],
): Promise<Map<string, MigrationRecord>> {
  const [table] = await sql`select to_regclass('public.schema_migrations') is not null as present`
  if (table?.present !== true) return new Map()
  const applied = rows.parse(
    await sql`select name, checksum, state, applied_at, duration_ms
      from public.schema_migrations order by name`,
  )
  for (const [index, record] of applied.entries()) {
    const migration = migrations.find(({ name }) => name === record.name)
    if (!migration)
      throw new MigrationError(
        `${record.name} was applied to this database, but its file is missing`,
      )
    if (migration.checksum !== record.checksum)
      throw new MigrationError(
        `${record.name} was changed after it was applied: restore it, and put the change into a new migration`,
      )
    if (migrations[index] !== migration)
      throw new MigrationError(
        `${migrations[index]?.name} was not applied, though the later ${record.name} was`,
      )
  }
  return new Map(applied.map((record) => [record.name, record]))
}
