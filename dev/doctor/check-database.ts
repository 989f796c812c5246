import { ownersUrl } from '#db/commands/command.ts'
import { readDatabaseEnv } from '#db/env.server.ts'
import { checkConnection } from './check-connection.ts'
import { checkEmbedded } from './check-embedded.ts'
import { checkMigrations } from './check-migrations.ts'
import { checkRowSecurity } from './check-row-security.ts'
import { broken, type DatabaseFindings, unknown } from './report.ts'

/** Asks the database that the environment names. */
export async function checkDatabase(): Promise<DatabaseFindings> {
  let url: string | undefined
  try {
    url = readDatabaseEnv().DATABASE_URL
  } catch (error) {
    const problem = error instanceof Error ? error.message.replaceAll('\n', '; ') : String(error)
    const rest = unknown('its variables are wrong', 'Mend the database first.')
    return {
      database: broken('Postgres', problem, 'Correct it: .env.example describes every variable.'),
      'row-security': rest,
      migrations: rest,
    }
  }
  if (url === undefined) return await checkEmbedded()
  const [database, rowSecurity, migrations] = await Promise.all([
    checkConnection(url),
    checkRowSecurity(url),
    checkMigrations(ownersUrl(), url),
  ])
  return { database, 'row-security': rowSecurity, migrations }
}
