import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { expect, onTestFinished } from 'vitest'
import type { Driver } from '#db/driver.server.ts'
import { openDriver } from '#db/driver.server.ts'
import { migrate, migrationStatus } from '#db/migrate.ts'
import { MIGRATIONS_FOLDER } from '#db/migration-files.ts'
import { startCommand } from '../../support/database-commands.ts'
import { migrationsFolder } from '../../support/database-migrations.ts'
import type { PostgresServer } from '../../support/postgres-server.ts'

/** The application's own migrations. */
export const NAMES = readdirSync(MIGRATIONS_FOLDER).toSorted()

/** An empty database and its owner's connection, for the length of a test. */
export async function freshDatabase(
  server: PostgresServer,
): Promise<{ url: string; sql: Driver['sql'] }> {
  const url = await server.createDatabase()
  const { sql, close } = openDriver(url, 2)
  onTestFinished(close)
  return { url, sql }
}

/** Applies the first migrations, up to but without the named one. */
export async function migrateUpTo(name: string, sql: Driver['sql']): Promise<void> {
  const { folder } = migrationsFolder({})
  for (const earlier of NAMES.slice(0, NAMES.indexOf(name)))
    copyFileSync(join(MIGRATIONS_FOLDER, earlier), join(folder, earlier))
  await migrate(sql, { folder })
}

/** `npm run db:migrate` as a process. */
export function startMigration(url: string, ...args: string[]) {
  return startCommand(['migrate', ...args], { env: { DATABASE_URL: url } })
}

export async function expectAllApplied(sql: Driver['sql']): Promise<void> {
  const statuses = await migrationStatus(sql)
  expect(statuses.map(({ name, record }) => [name, record?.state])).toEqual(
    NAMES.map((name) => [name, 'done']),
  )
}

/** Holds a lock until it is told to let go. */
export async function hold(url: string, lock: string): Promise<() => Promise<void>> {
  const holder = postgres(url, { max: 1 })
  onTestFinished(() => holder.end({ timeout: 0 }))
  await holder.unsafe('begin')
  await holder.unsafe(lock)
  return () => holder.end({ timeout: 0 })
}

/** The processes of the server that wait for a lock with such a statement. */
export function waitingFor(sql: Driver['sql'], query: string) {
  return sql`select pid from pg_stat_activity
    where datname = current_database() and query like ${query} and wait_event_type = 'Lock'`
}
