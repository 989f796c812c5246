import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createServer } from 'vite'
import { openLocalDatabase } from './local-database.ts'

// As `react-router dev` does; but what stands in the way of a start is told in a line, not in a stack,
// and the database is closed before the process ends.
process.env.NODE_ENV ??= 'development'
if (existsSync('.env')) process.loadEnvFile()

try {
  const [vite, closeDatabase] = await Promise.all([
    createServer({ root: resolve(import.meta.dirname, '..'), clearScreen: false }),
    openLocalDatabase(),
  ])
  // Vite's own listener would end the process at once.
  process.removeAllListeners('SIGTERM')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void Promise.allSettled([vite.close(), closeDatabase()]).finally(() => process.exit(0))
    })
  }
  await vite.listen()
  vite.printUrls()
  vite.bindCLIShortcuts()
} catch (error) {
  console.error(`\n  ${explain(error)}\n`)
  process.exit(1)
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isPortTaken = /^Port \d+ is already in use$/.test(error.message)
  return isPortTaken
    ? `${error.message}: choose another, such as PORT=5174 npm run dev`
    : error.message
}
