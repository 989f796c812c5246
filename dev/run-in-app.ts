import { existsSync } from 'node:fs'
import { runnerImport } from 'vite'
import { isLoopback } from '#db/connection-url.ts'
import { EMBEDDED_FOLDER } from '#db/embedded.ts'
import { lockFolder } from '#db/folder-lock.ts'
import { deployFacts } from '../netlify/deploy-facts.ts'
import { serveLocalClerk } from './clerk/serve-local-clerk.ts'
import { usesLocalClerk } from './clerk/vite-plugin.ts'
import { localDatabase } from './local-database.ts'

const nothingToClose = async () => {}

/**
 * Runs a part of the app without its server, on what the environment names, and ends the process: with exit
 * code 1 where it threw or `work` says that all is not well.
 * @param file the app's module, from the root of the project
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what the file exports is the caller's word
export async function runInApp<Module>(file: string, work: (module: Module) => Promise<boolean>) {
  if (existsSync('.env')) process.loadEnvFile()
  let closeDatabase = nothingToClose
  try {
    requireWholeSite()
    // A development server would overwrite what is written here.
    const isLocal = usesLocalClerk() || !process.env.DATABASE_URL
    const release = isLocal ? lockFolder(EMBEDDED_FOLDER) : () => {}
    closeDatabase = async () => release()
    if (usesLocalClerk()) await serveLocalClerk()
    const database = localDatabase(release)
    closeDatabase = database.close
    await database.open()
    // The app is written for Vite, which fills in what the environment variables cannot tell.
    const { module } = await runnerImport<Module>(file, {
      root: `${import.meta.dirname}/..`,
      define: deployFacts,
      logLevel: 'warn',
    })
    if (!(await work(module))) process.exitCode = 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  } finally {
    await closeDatabase()
  }
  // Not later, when idle connections end.
  process.exit()
}

/**
 * What a site is beside its database is asked for by name: the local Clerk would say of everybody there that they
 * are gone, and a default how long rows are kept.
 * @throws Error that names the missing variables, unless the database is on this machine
 */
function requireWholeSite() {
  const { DATABASE_URL = '' } = process.env
  if (!URL.canParse(DATABASE_URL) || isLoopback(new URL(DATABASE_URL))) return
  const names = ['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY', 'AUDIT_RETENTION_DAYS']
  const missing = names.filter((name) => !process.env[name])
  if (missing.length > 0)
    throw new Error(
      `DATABASE_URL names the database of a site: set all variables as that site has them, ${missing.join(' and ')} too.`,
    )
}
