import { rmSync } from 'node:fs'
import { migratedDatabase } from './migrated-database.ts'
import { startPostgres } from './postgres-server.ts'

/**
 * Starts, once for all test files, the Postgres on which most apps under test have a database each, and keeps the
 * data that every other one begins with. Runners call it before any test. @returns what ends it
 */
export default async function sharePostgres() {
  const fresh = await startPostgres()
  await fresh.keep()
  const shared = await startPostgres(fresh.folder)
  await migratedDatabase(shared, 'migrated')
  process.env.NEW_POSTGRES_FOLDER = fresh.folder
  process.env.SHARED_POSTGRES_PORT = String(shared.port)
  return async () => {
    await shared.stop()
    rmSync(fresh.folder, { recursive: true, force: true })
  }
}
