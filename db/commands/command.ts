import { existsSync } from 'node:fs'
import { driverOver, openDriver } from '../driver.server.ts'
import type { Driver } from '../driver.server.ts'
import { EMBEDDED_FOLDER, openEmbeddedFolder } from '../embedded.ts'
import { readDatabaseEnv } from '../env.server.ts'
import type { MigrationStatus } from '../migrate.ts'
import { migrationStatus } from '../migrate.ts'
import { MIGRATIONS_FOLDER, readMigrations } from '../migration-files.ts'

/** Runs a command-line program: an error becomes its message on stderr and exit code 1. */
export async function runCommand(program: () => Promise<void>): Promise<void> {
  try {
    await program()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

/** Lends the database that the environment names, as the owner of its tables. */
export async function withDatabase<T>(work: (sql: Driver['sql']) => Promise<T>): Promise<T> {
  const url = ownersUrl()
  const driver = url ? openDriver(url, 1) : await openEmbedded()
  try {
    return await work(driver.sql)
  } finally {
    await driver.close()
  }
}

/** What is applied and what is pending; makes no embedded database where there is none. */
export async function currentStatus(): Promise<MigrationStatus[]> {
  if (ownersUrl() || existsSync(EMBEDDED_FOLDER))
    return await withDatabase((sql) => migrationStatus(sql))
  return readMigrations(MIGRATIONS_FOLDER).map((migration) => ({ ...migration, record: undefined }))
}

/** Where the owner of the tables logs in; undefined means the embedded database. */
export function ownersUrl(): string | undefined {
  const env = readDatabaseEnv()
  return env.MIGRATION_DATABASE_URL ?? env.DATABASE_URL
}

async function openEmbedded(): Promise<Driver> {
  const backend = await openEmbeddedFolder(EMBEDDED_FOLDER)
  return { sql: driverOver(backend), close: () => backend.close() }
}
