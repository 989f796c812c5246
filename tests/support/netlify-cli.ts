import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { openLocalClerk } from '#dev/clerk/local-clerk.ts'
import { freePort } from './listen.ts'
import { startProgram } from './program.ts'

// Not a dependency: 420 MB, which nobody needs who does not run these tests.
const cli = 'netlify-cli@27.10.2'

/** @returns the path of Netlify's command-line program, which npm keeps once it has downloaded it */
export function installNetlify(): string {
  const run = ['--yes', '--package', cli, '--call', 'command -v netlify']
  return execFileSync('npx', run, { encoding: 'utf8' }).trim()
}

/** The variables of production on a port of this machine, with the Clerk that signs for them. */
export async function productionVariables(databaseUrl: string) {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const clerk = openLocalClerk({ live: true, log: () => {} })
  const env = { ...clerk.environment(origin), DATABASE_URL: databaseUrl, URL: origin }
  return { port, origin, clerk, env }
}

/** Runs Netlify's program without network, login or a linked site. */
export function startNetlify(
  netlify: string,
  cwd: string,
  args: string[],
  env: Record<string, string> = {},
) {
  const alone = { XDG_CONFIG_HOME: join(cwd, '.config'), CI: 'true' }
  return startProgram(netlify, { cwd, args: [...args, '--offline'], env: { ...alone, ...env } })
}
