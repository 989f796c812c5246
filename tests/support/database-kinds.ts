import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '#db/client.server.ts'
import { createDatabase } from '#db/client.server.ts'
import type { Driver } from '#db/driver.server.ts'
import { openDriver } from '#db/driver.server.ts'
import { setEmbeddedDatabase } from '#db/embedded-slot.ts'
import { embeddedThread } from '#db/embedded-thread.ts'
import { migrate } from '#db/migrate.ts'
import { startNeonEndpoint } from './neon-endpoint.ts'
import type { PostgresServer } from './postgres-server.ts'
import { startPostgres } from './postgres-server.ts'

/** A database under test, its tables up to date. */
export interface Subject {
  database: Database
  /** The bare driver, logged in as the owner. */
  sql: Driver['sql']
  /** The same as a superuser, which the embedded database's owner is anyway. */
  superuser: Driver['sql']
}

type Closings = (() => Promise<void>)[]

/** Every way in which the application reaches a database: opens one, and tells its URLs. */
const KINDS = {
  'Neon over HTTP': async (server: PostgresServer, closings: Closings) => {
    const databaseUrl = await server.createDatabase()
    const endpoint = await startNeonEndpoint(databaseUrl)
    closings.unshift(() => endpoint.close())
    return { url: endpoint.url, superuserUrl: server.asSuperuser(databaseUrl) }
  },
  'PostgreSQL over TCP': async (server: PostgresServer) => {
    const url = await server.createDatabase()
    return { url, superuserUrl: server.asSuperuser(url) }
  },
  embedded: async (_server: PostgresServer, closings: Closings) => {
    const backend = embeddedThread(undefined)
    setEmbeddedDatabase(backend)
    closings.unshift(() => backend.close())
    return { url: undefined, superuserUrl: undefined }
  },
}

export type DatabaseKind = keyof typeof KINDS

/**
 * Defines the same tests for several kinds of database, of which all are open all the time.
 * @returns the databases, once the tests run
 */
export function onEachDatabase(
  kinds: DatabaseKind[],
  define: (subject: () => Subject) => void,
): Subject[] {
  const subjects: Subject[] = []
  const closings: Closings = []

  beforeAll(async () => {
    const server = await startPostgres()
    closings.unshift(() => server.stop())
    for (const kind of kinds) {
      const { url, superuserUrl } = await KINDS[kind](server, closings)
      const owner = openDriver(url, 2)
      const superuser = openDriver(superuserUrl, 1)
      await migrate(owner.sql)
      const database = createDatabase(url, { connections: 10 })
      closings.unshift(owner.close, superuser.close, () => database.close())
      subjects.push({ database, sql: owner.sql, superuser: superuser.sql })
    }
  })
  afterAll(async () => {
    for (const close of closings) await close()
  })

  describe.each(kinds.map((kind, index) => ({ kind, index })))('$kind', ({ index }) => {
    define(() => {
      const subject = subjects[index]
      if (!subject) throw new Error('not open yet')
      return subject
    })
  })
  return subjects
}
