import type { NeonQueryFunction } from '@neondatabase/serverless'
import { neon, neonConfig } from '@neondatabase/serverless'
import { isNeonHost } from './connection-url.ts'
import { embeddedDatabase } from './embedded-slot.ts'
import { postgresBackend } from './transport/postgres-transport.server.ts'
import type { Answer, Backend } from './transport/sql-over-http.ts'
import { answerSqlOverHttp } from './transport/sql-over-http.ts'

/** Neon's driver, and the end of whatever it runs over. */
export interface Driver {
  sql: NeonQueryFunction<false, false>
  /** See `Backend`. */
  open?: Backend['open']
  close: () => Promise<void>
}

// The driver has one fetch function for the whole process, but hands it each database's own
// `fetchOptions`: a database that is not Neon's carries its answerer there.
neonConfig.fetchFunction = (url: string, init: RequestInit & { answer?: Answer }) =>
  init.answer ? init.answer(url, init) : fetch(url, init)

/**
 * Opens Neon's driver over the transport that the URL calls for: its own HTTPS for Neon's hosts,
 * TCP for any other Postgres, and the embedded database for none.
 * @param connections how many TCP connections may be open at once
 * @throws Error if there is no URL and no embedded database
 */
export function openDriver(url: string | undefined, connections: number): Driver {
  // The embedded database is closed by who opened it.
  if (url === undefined) {
    const backend = embeddedDatabase()
    return { sql: driverOver(backend), open: backend.open, close: async () => {} }
  }
  if (isNeonHost(new URL(url))) return { sql: neon(url), close: async () => {} }
  const backend = postgresBackend(url, connections)
  return { sql: driverOver(backend), close: () => backend.close() }
}

/** Neon's driver over a backend in this process. It never sees the real address or password. */
export function driverOver(backend: Backend): Driver['sql'] {
  return neon('postgresql://user@in-process.invalid/database', {
    fetchOptions: { answer: answerSqlOverHttp(backend) },
  })
}
