import { existsSync } from 'node:fs'
import { setEmbeddedDatabase } from '#db/embedded-slot.ts'
import { EMBEDDED_FOLDER, openEmbeddedFolder } from '#db/embedded.ts'
import { FolderInUse } from '#db/folder-lock.ts'
import { checkMigrations } from './check-migrations.ts'
import { checkRowSecurity } from './check-row-security.ts'
import { inTime } from './in-time.ts'
import { broken, type DatabaseFindings, type Finding, notReady, unknown } from './report.ts'

const mode = `embedded Postgres, in ${EMBEDDED_FOLDER}`
const next =
  'Set DATABASE_URL to the connection URL of your Neon project, or of any other Postgres.'

/** It has no network, but to open it after a crash takes its time. */
const openingMs = 30_000

/** Looks into the embedded database, if there is one and no other process has it open. */
export async function checkEmbedded(): Promise<DatabaseFindings> {
  if (!existsSync(EMBEDDED_FOLDER))
    return withoutLook(
      notReady('embedded Postgres, which the first `npm run dev` makes', next),
      'there is no database yet',
      'Run `npm run dev`, or set DATABASE_URL.',
    )
  try {
    const backend = await inTime(openEmbeddedFolder(EMBEDDED_FOLDER), openingMs)
    try {
      setEmbeddedDatabase(backend)
      return {
        database: notReady(mode, next),
        'row-security': ofThisMachine(await checkRowSecurity(undefined)),
        migrations: ofThisMachine(await checkMigrations(undefined, undefined)),
      }
    } finally {
      await backend.close()
    }
  } catch (error) {
    if (error instanceof FolderInUse)
      return withoutLook(
        notReady(`${mode}, in use by ${error.by}`, next),
        `${error.by} has the database open`,
        'End `npm run dev` for a look inside, or set DATABASE_URL.',
      )
    // What is wrong, a full stop, and what to do.
    const [problem = '', advice = 'Run `npm run dev`, which says more.'] =
      error instanceof Error ? error.message.split(/\. (.*)/s) : []
    return withoutLook(
      broken(mode, problem, advice),
      'the database does not open',
      'Mend the database first.',
    )
  }
}

/** What is well here says nothing about the database that production will have. */
function ofThisMachine(finding: Finding): Finding {
  if (finding.state !== 'ready') return finding
  return notReady(
    finding.mode,
    'Set DATABASE_URL: then this is asked of the database that it names.',
  )
}

function withoutLook(database: Finding, reason: string, step: string): DatabaseFindings {
  const rest = unknown(reason, step)
  return { database, 'row-security': rest, migrations: rest }
}
