import { execSync } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { deployContext } from '#db/deploy-context.ts'
import { readDatabaseEnv } from '#db/env.server.ts'
import { branchName, openNeonBranch } from './neon-branch.ts'

// What Netlify runs for every deploy. Where a step fails nothing is published, and what was before stays. The
// database is migrated last: a build that fails changes nothing at all.
try {
  await nameNeonBranch()
  readDatabaseEnv()
  run('npm run build')
  // It complains of every variable that is missing, which would otherwise fail each request of the new site.
  await import(pathToFileURL(resolve('.netlify/v1/functions/server.mjs')).href)
  run('npm run db:migrate')
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

/** A preview without a database of its own gets a branch, whose URL goes into its function. */
async function nameNeonBranch(): Promise<void> {
  const { CONTEXT, PREVIEW_DATABASE_URL, NEON_API_KEY, NEON_PROJECT_ID } = process.env
  if (deployContext(CONTEXT) !== 'preview' || PREVIEW_DATABASE_URL) return
  if (!NEON_API_KEY || !NEON_PROJECT_ID) return
  const name = branchName(process.env)
  const url = await openNeonBranch(name, { apiKey: NEON_API_KEY, projectId: NEON_PROJECT_ID })
  console.log(`The preview's database is Neon's branch ${name}.`)
  process.env.PREVIEW_DATABASE_URL = url
  process.env.NEON_BRANCH_URL = url
}

function run(command: string): void {
  execSync(command, { stdio: 'inherit' })
}
