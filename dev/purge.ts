import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import { createRequestListener } from '@remix-run/node-fetch-server'
import { runnerImport } from 'vite'
import { EMBEDDED_FOLDER } from '#db/embedded.ts'
import { lockFolder } from '#db/folder-lock.ts'
import type * as Maintenance from '../app/data/maintenance.server.ts'
import { openLocalClerk } from './clerk/local-clerk.ts'
import { usesLocalClerk } from './clerk/vite-plugin.ts'
import { openLocalDatabase } from './local-database.ts'

// What the scheduled function does, at once, to what the environment names; with --dry-run it only says
// what that would be.
if (existsSync('.env')) process.loadEnvFile()
let closeDatabase = async () => {}

try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } })
  // A development server would overwrite what is written here.
  const isLocal = usesLocalClerk() || !process.env.DATABASE_URL
  const release = isLocal ? lockFolder(EMBEDDED_FOLDER) : () => {}
  closeDatabase = async () => release()
  if (usesLocalClerk()) await serveLocalClerk()
  closeDatabase = await openLocalDatabase(release)
  // The app is written for Vite, which fills in what the environment variables cannot tell.
  const { module } = await runnerImport<typeof Maintenance>('./app/data/maintenance.server.ts', {
    root: `${import.meta.dirname}/..`,
    define: { __DEPLOY_PRIME_URL__: '""' },
    logLevel: 'warn',
  })
  const result = values['dry-run']
    ? await module.previewMaintenance()
    : await module.runMaintenance(Infinity)
  console.log(
    JSON.stringify({ job: 'purge-audit-logs', dryRun: values['dry-run'] ?? false, ...result }),
  )
  if ('failed' in result && (result.failed || result.accounts.failed > 0)) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await closeDatabase()
}
// Not later, when idle connections end.
process.exit()

/** The local Clerk lives in the development server; without one it is served here for as long as it takes. */
async function serveLocalClerk(): Promise<void> {
  const clerk = openLocalClerk({ stateFile: '.groundwork/clerk.json' })
  const server = createServer(createRequestListener(clerk.fetch))
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  Object.assign(process.env, clerk.environment(`http://localhost:${address.port}`))
}
