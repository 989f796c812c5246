import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#db/migrate.ts'
import { openDriver } from '#db/driver.server.ts'
import { startPostgres } from './postgres-server.ts'

/**
 * Prepares, once for all test files, the data that the Postgres of each begins with: to initialise one and to run all
 * migrations takes seconds. Runners call it before any test. @returns what removes it
 */
export default async function prepareTemplates() {
  const folder = mkdtempSync(join(tmpdir(), 'project-postgres-template-'))
  await keepCluster(join(folder, 'empty'))
  await keepCluster(join(folder, 'migrated'), async (url) => {
    const owner = openDriver(url, 1)
    await migrate(owner.sql)
    await owner.close()
  })
  process.env.POSTGRES_TEMPLATE = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

async function keepCluster(to: string, fill?: (url: string) => Promise<void>): Promise<void> {
  const postgres = await startPostgres()
  await fill?.(await postgres.createDatabase('migrated'))
  await postgres.keep()
  cpSync(join(postgres.folder, 'data'), join(to, 'data'), { recursive: true })
  rmSync(postgres.folder, { recursive: true })
}
