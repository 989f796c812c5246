import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDriver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import { startPostgres } from './postgres-server.ts'

/**
 * Starts, once for all test files, the Postgres on which most apps under test have a database each, and keeps the
 * data that every other one begins with. Runners call it before any test. @returns what ends it
 */
export default async function sharePostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'project-postgres-new-'))
  const fresh = await startPostgres()
  await fresh.keep()
  cpSync(join(fresh.folder, 'data'), join(folder, 'data'), { recursive: true })
  rmSync(fresh.folder, { recursive: true })

  const shared = await startPostgres(folder)
  const owner = openDriver(await shared.createDatabase({ name: 'migrated' }), 1)
  await migrate(owner.sql)
  await owner.close()
  process.env.NEW_POSTGRES_FOLDER = folder
  process.env.SHARED_POSTGRES_PORT = String(shared.port)
  return async () => {
    await shared.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
