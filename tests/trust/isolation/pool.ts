import { expect, onTestFinished } from 'vitest'
import type { Database, Sql } from '#db/client.server.ts'
import { createDatabase } from '#db/client.server.ts'
import { driverOver } from '#db/driver.server.ts'
import { setEmbeddedDatabase } from '#db/embedded-slot.ts'
import { migrate } from '#db/migrate.ts'
import { postgresBackend } from '#db/transport/postgres-transport.server.ts'

export const USERS = Array.from({ length: 20 }, (_, index) => `user_${index}`)

/** What is to succeed has all the time it needs. */
export const PATIENT = { deadlineMs: 120_000 }

const IDENTITY = `select current_user::text as role,
  coalesce(current_setting('app.user_id', true), '') as user,
  coalesce(current_setting('app.known_user', true), '') as known,
  current_setting('statement_timeout') as timeout, pg_backend_pid() as connection`

interface Identity {
  role: string
  user: string
  known: string
  timeout: string
  connection: number
}

export const askIdentity = (sql: Sql) => sql(Object.assign([IDENTITY], { raw: [IDENTITY] }))

export const insertLog = (sql: Sql, user: string) =>
  sql`insert into audit_logs (user_id, action) values (${user}, 'user_signin')`

/** A client of so many connections to a new database with one row of each user, and what can be asked of it. */
export async function openPool(url: string, connections: number) {
  const backend = postgresBackend(url, connections)
  const bareDriver = driverOver(backend)
  await migrate(bareDriver)
  // The slot takes any backend: so the client and the bare driver share these very connections.
  setEmbeddedDatabase(backend)
  const database = createDatabase(undefined, { connections })
  onTestFinished(async () => {
    setEmbeddedDatabase(undefined)
    await backend.close()
  })
  await Promise.all(
    USERS.map((user) => database.asUser(user, (sql) => [insertLog(sql, user)], PATIENT)),
  )
  return {
    database,
    /** A call as this user is this user's, and sees this user's rows. @returns the connection */
    expectUser: (user: string) => expectUser(database, user),
    /** A statement by itself has neither role nor setting. @returns the connection */
    expectNobody: async () => {
      const [row] = await bareDriver.query(IDENTITY)
      expect(row).toMatchObject({ role: 'owner', user: '', known: '', timeout: '0' })
      return Number(row?.connection)
    },
  }
}

async function expectUser(database: Database, user: string): Promise<number | undefined> {
  const [[identity], seen] = await database.asUser<[Identity[], unknown[]]>(
    user,
    (sql) => [askIdentity(sql), sql`select distinct user_id from audit_logs`],
    PATIENT,
  )
  expect(identity).toMatchObject({ role: 'app_user', user, known: '' })
  expect(seen).toEqual([{ user_id: user }])
  return identity?.connection
}
