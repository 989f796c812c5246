import { openDriver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import { type PostgresServer, startPostgres, template } from './postgres-server.ts'

/** Creates a database with all tables. @returns its URL for the owner of the tables */
export async function migratedDatabase(postgres: PostgresServer): Promise<string> {
  const url = await postgres.createDatabase()
  const owner = openDriver(url, 1)
  await migrate(owner.sql)
  await owner.close()
  return url
}

/** Starts a Postgres with such a database. */
export async function startMigratedPostgres(): Promise<{ postgres: PostgresServer; url: string }> {
  const from = template('migrated')
  const postgres = await startPostgres(from)
  return { postgres, url: from ? postgres.urlOf('migrated') : await migratedDatabase(postgres) }
}
