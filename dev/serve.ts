import { existsSync } from 'node:fs'
import { Server } from 'node:http'
import { resolve } from 'node:path'
import { createServer, isRunnableDevEnvironment } from 'vite'
import { describeProblems, readVariables } from '#app/env-variables.server.ts'
import { chooseDatabase } from '#db/deploy-context.ts'
import { EMBEDDED_FOLDER } from '#db/embedded.ts'
import { lockFolder } from '#db/folder-lock.ts'
import { drainable } from '../netlify/drain.ts'
import { onStop } from '../netlify/on-stop.ts'
import { portProblem } from '../netlify/port-problem.ts'
import { usesLocalClerk } from './clerk/vite-plugin.ts'
import { localDatabase } from './local-database.ts'

// As `react-router dev` does; but what stands in the way of a start is told in a line, not in a stack,
// and a server that ran closes its database before it ends.
process.env.NODE_ENV ??= 'development'
if (existsSync('.env')) process.loadEnvFile()
let release = () => {}
const stopping = new AbortController()

try {
  const problem = portProblem() ?? environmentProblem()
  if (problem) throw new Error(problem)
  // Before anything is written: the local Clerk keeps its users there, whatever the database is.
  release = lockFolder(EMBEDDED_FOLDER)
  const database = localDatabase(release)
  const vite = await createServer({
    root: resolve(import.meta.dirname, '..'),
    clearScreen: false,
  })
  // Vite's own listener would end the process at once, and its own end would cut the answers that are due.
  process.removeAllListeners('SIGTERM')
  const drain = vite.httpServer instanceof Server ? drainable(vite.httpServer) : undefined
  const stop = async () => {
    stopping.abort()
    await drain?.()
    await Promise.allSettled([vite.close(), database.close()])
    process.exit(0)
  }
  onStop(() => void stop())
  const { ssr } = vite.environments
  const app = isRunnableDevEnvironment(ssr) ? ssr.runner : undefined
  await vite.listen()
  await app?.import('/netlify/server.ts')
  vite.printUrls()
  vite.bindCLIShortcuts()
  // Not before: to make it keeps a core busy for seconds, and the first page needs no data.
  // Nor once it is closed: its lock may be another process's by then.
  if (!stopping.signal.aborted) await database.open()
} catch (error) {
  // What was cut by a stop is no failure, and the stop ends the process.
  if (!stopping.signal.aborted) {
    console.error(`\n  ${explain(error)}\n`)
    // The database can take it, even while it is made.
    release()
    process.exit(1)
  }
}

/** What is wrong with the environment, which would fail every request. The local Clerk's variables it sets itself. */
function environmentProblem(): string | undefined {
  const given = chooseDatabase(process.env, process.env.CONTEXT)
  const read = readVariables(given, { production: false })
  if (!('problems' in read)) return undefined
  const wrong = read.problems.filter(({ name }) => !name.startsWith('CLERK_') || !usesLocalClerk())
  return wrong.length > 0 ? describeProblems(wrong) : undefined
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isPortTaken = /^Port \d+ is already in use$/.test(error.message)
  return isPortTaken
    ? `${error.message}: choose another, such as PORT=5174 npm run dev`
    : error.message
}
