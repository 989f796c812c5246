import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { EMBEDDED_FOLDER } from '../embedded.ts'
import { readDatabaseEnv } from '../env.server.ts'
import { lockFolder } from '../folder-lock.ts'
import { runCommand } from './command.ts'

await runCommand(async () => {
  if (readDatabaseEnv().DATABASE_URL)
    throw new Error(
      'DATABASE_URL is set: db:reset deletes the embedded database only, never a server. Unset it first.',
    )
  const release = lockFolder(EMBEDDED_FOLDER)
  // All that is there: the local Clerk keeps its users beside the data that belong to them. The
  // lock goes last, so that nobody starts amid the removal.
  const root = dirname(EMBEDDED_FOLDER)
  for (const entry of readdirSync(root))
    if (entry !== `${basename(EMBEDDED_FOLDER)}.lock`)
      rmSync(join(root, entry), { recursive: true })
  release()
  console.log('The embedded database and the local users are gone; the next start makes new ones.')
})
