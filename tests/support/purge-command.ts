import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from './app.ts'
import { appEnvironment } from './app-environment.ts'
import { startProgram } from './program.ts'

/** Orders, as of long ago, to delete a person and as many others as are needed. */
export async function orderDeletions(app: App, userId: string, count: number) {
  await app.sql.transaction((sql) =>
    Array.from({ length: count }, (_, index) => (index ? `${userId}_${index}` : userId)).flatMap(
      (id) => [
        sql`select set_config('role', 'app_user', true), set_config('app.user_id', ${id}, true)`,
        sql`insert into account_deletions (user_id, requested_at, due_at)
          values (${id}, now() - interval '8 days', now() - interval '1 day')`,
      ],
    ),
  )
}

/** Runs `npm run db:purge` on the app's database. */
export async function purge(args: string[], env: Record<string, string> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'project-purge-'))
  const program = startProgram('dev/purge.ts', { cwd, args, env: { ...appEnvironment(), ...env } })
  const exitCode = await program.ended()
  rmSync(cwd, { recursive: true })
  return { exitCode, output: program.output().trim() }
}
