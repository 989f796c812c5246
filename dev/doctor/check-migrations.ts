import { toDatabaseError } from '#db/database-error.ts'
import { openDriver } from '#db/driver.server.ts'
import { type MigrationStatus, migrationStatus } from '#db/migrate.ts'
import { MigrationError } from '#db/migration-files.ts'
import { inTime } from './in-time.ts'
import { broken, type Finding, notReady, ready, unknown } from './report.ts'
import { whyNoAnswer } from './why-no-answer.ts'

/**
 * Whether every migration is applied.
 * @param ownersUrl where the owner of the tables logs in
 * @param appsUrl where the app does
 */
export async function checkMigrations(
  ownersUrl: string | undefined,
  appsUrl: string | undefined,
): Promise<Finding> {
  const driver = openDriver(ownersUrl, 1)
  try {
    const status = await inTime(migrationStatus(driver.sql))
    // Not where that failed: it would wait for what does not answer.
    await driver.close()
    return judge(status)
  } catch (error) {
    if (error instanceof MigrationError)
      return broken(
        'other files than were applied',
        error.message,
        'Bring db/migrations to the state that this database was migrated with.',
      )
    if (toDatabaseError(error).code === '42501')
      return notReady(
        'not asked',
        'Set MIGRATION_DATABASE_URL to the login that owns the tables.',
        'the login of DATABASE_URL may not migrate',
      )
    if (ownersUrl === appsUrl)
      return unknown('the database does not answer', 'Mend the database first.')
    return broken('not asked', whyNoAnswer(error), 'Correct MIGRATION_DATABASE_URL.')
  }
}

function judge(status: MigrationStatus[]): Finding {
  const undone = status.filter(({ record }) => record?.state !== 'done')
  const mode = `${status.length - undone.length} of ${status.length} applied`
  const [first] = undone
  if (!first) return ready(mode)
  if (first.record)
    return notReady(
      mode,
      'Run `npm run db:migrate`: it goes on, or says what to undo.',
      `${first.name} was begun and is not done`,
    )
  return notReady(
    mode,
    'Run `npm run db:migrate`; a deploy to production does it by itself.',
    `pending from ${first.name} on`,
  )
}
