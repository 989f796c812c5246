import { openDriver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import { joinPostgres, type PostgresDatabases, startPostgres } from './postgres-server.ts'

/** Creates a database with all tables. @returns its URL for the owner of the tables */
export async function migratedDatabase(
  postgres: PostgresDatabases,
  name?: string,
): Promise<string> {
  const url = await postgres.createDatabase({ name })
  const owner = openDriver(url, 1)
  await migrate(owner.sql)
  await owner.close()
  return url
}

/** Such a database, on the Postgres that all test files share if this is a run of them, or on one of its own. */
export async function openMigratedDatabase(): Promise<{
  postgres: PostgresDatabases
  url: string
}> {
  const { SHARED_POSTGRES_PORT: port } = process.env
  if (port) {
    const postgres = joinPostgres(Number(port))
    return { postgres, url: await postgres.createDatabase({ template: 'migrated' }) }
  }
  const postgres = await startPostgres()
  return { postgres, url: await migratedDatabase(postgres) }
}
