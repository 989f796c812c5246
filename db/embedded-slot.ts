import type { Backend } from './transport/sql-over-http.ts'

// On globalThis, not in this module: a hot reload evaluates modules anew, and the database must
// stay the one that is open.
declare global {
  var embeddedDatabaseOfThisProcess: Backend | undefined
}

/** Puts the embedded database in place for `createDatabase(undefined)`, or takes it away. */
export function setEmbeddedDatabase(backend: Backend | undefined): void {
  globalThis.embeddedDatabaseOfThisProcess = backend
}

/** @throws Error if nobody opened the embedded database in this process */
export function embeddedDatabase(): Backend {
  const backend = globalThis.embeddedDatabaseOfThisProcess
  if (!backend) throw new Error('DATABASE_URL is not set and no embedded database is open')
  return backend
}
