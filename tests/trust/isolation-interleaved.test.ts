import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Database, Sql } from '#db/client.server.ts'
import { createDatabase } from '#db/client.server.ts'
import { DatabaseError } from '#db/database-error.ts'
import { driverOver } from '#db/driver.server.ts'
import { setEmbeddedDatabase } from '#db/embedded-slot.ts'
import { migrate } from '#db/migrate.ts'
import { postgresBackend } from '#db/transport/postgres-transport.server.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'

const CALLS = 5_000
const AT_ONCE = 40
const USERS = Array.from({ length: 20 }, (_, index) => `user_${String(index).padStart(2, '0')}`)
// What is to succeed has all the time it needs.
const PATIENT = { deadlineMs: 120_000 }

interface Identity {
  role: string
  user: string
  known: string
  timeout: string
  connection: number
}

const IDENTITY = `select current_user::text as role,
  coalesce(current_setting('app.user_id', true), '') as user,
  coalesce(current_setting('app.known_user', true), '') as known,
  current_setting('statement_timeout') as timeout, pg_backend_pid() as connection`
const whoAmI = (sql: Sql) => sql(Object.assign([IDENTITY], { raw: [IDENTITY] }))
const insert = (sql: Sql, user: string) =>
  sql`insert into audit_logs (user_id, action) values (${user}, 'user_signin')`

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

/** A client of so many connections to a new database, and the bare driver over the very same ones. */
async function openPool(connections: number) {
  const backend = postgresBackend(await server.createDatabase(), connections)
  const { query, transaction } = driverOver(backend)
  await migrate(driverOver(backend))
  // The slot takes any backend.
  setEmbeddedDatabase(backend)
  const database = createDatabase(undefined, { connections })
  onTestFinished(() => {
    setEmbeddedDatabase(undefined)
    return backend.close()
  })
  await Promise.all(
    USERS.map((user) => database.asUser(user, (sql) => [insert(sql, user)], PATIENT)),
  )
  return { database, query, transaction }
}

describe.each([1, 10])('over %i connections', (connections) => {
  test('nothing of a call reaches the next, whatever became of it', async () => {
    const { database, query } = await openPool(connections)
    const bare = async () => {
      const [row] = await query(IDENTITY)
      expect(row).toMatchObject({ role: 'owner', user: '', known: '', timeout: '0' })
      return Number(row?.connection)
    }
    const identify = async (user: string) => {
      const [[identity], seen] = await readAs(database, user)
      expect(identity).toMatchObject({ role: 'app_user', user, known: '' })
      expect(seen).toEqual([{ user_id: user }])
      return identity?.connection
    }
    const rows = Object.fromEntries(USERS.map((user) => [user, 1]))
    const outcomes: Record<string, number> = {}
    let moment = 0

    const KINDS: [name: string, share: number, call: (user: string, other: string) => unknown][] = [
      ['read', 33, identify],
      [
        'write',
        6,
        async (user) => {
          const statements = (sql: Sql): [ReturnType<Sql>, ReturnType<Sql>] => [
            insert(sql, user),
            whoAmI(sql),
          ]
          const [, [identity]] = await database.asUser<[unknown[], Identity[]]>(
            user,
            statements,
            PATIENT,
          )
          expect(identity).toMatchObject({ role: 'app_user', user, known: user })
          rows[user] = (rows[user] ?? 0) + 1
        },
      ],
      [
        'error',
        2,
        (user) =>
          expect(
            database.asUser(user, (sql) => [insert(sql, user), sql`select 1 / 0`], PATIENT),
          ).rejects.toMatchObject({ code: '22012' }),
      ],
      [
        'refusal',
        2,
        (user, other) =>
          expect(
            database.asUser(user, (sql) => [insert(sql, other)], PATIENT),
          ).rejects.toMatchObject({ code: '42501' }),
      ],
      [
        'timeout of the server',
        2,
        (user) =>
          expect(
            database.asUser(
              user,
              (sql) => [
                insert(sql, user),
                sql`set local statement_timeout = 1`,
                sql`select pg_sleep(60)`,
              ],
              PATIENT,
            ),
          ).rejects.toMatchObject({ kind: 'timeout', code: '57014' }),
      ],
      [
        'deadline amid a statement',
        1,
        (user) =>
          expect(
            database.asUser(user, (sql) => [insert(sql, user), sql`select pg_sleep(60)`], {
              deadlineMs: 30,
            }),
          ).rejects.toMatchObject({ kind: 'timeout' }),
      ],
      [
        'abort at any moment',
        2,
        async (user) => {
          const outcome: unknown = await database
            .asUser(user, (sql) => [whoAmI(sql)], { deadlineMs: moment++ % 10 })
            .catch((error: unknown) => error)
          if (outcome instanceof DatabaseError) expect(outcome.kind).toBe('timeout')
          else expect(outcome).toMatchObject([[{ role: 'app_user', user }]])
        },
      ],
      [
        'maintenance',
        1,
        async () => {
          const [[identity], seen] = await database.asSystem<[Identity[], unknown[]]>(
            (sql) => [whoAmI(sql), sql`select distinct user_id from audit_logs`],
            PATIENT,
          )
          expect(identity).toMatchObject({ role: 'app_maintenance', user: '', known: '' })
          expect(seen).toHaveLength(USERS.length)
        },
      ],
      ['bare', 1, bare],
    ]
    const order = KINDS.flatMap((kind) => Array.from({ length: kind[1] }, () => kind))

    let next = 0
    const work = async () => {
      while (next < CALLS) {
        const index = next++
        // 7 and 50 have no common divisor: the kinds mix, and each user comes to each of them.
        const kind = order[(index * 7) % order.length]
        const user = USERS[(index * 3 + Math.floor(index / 50)) % USERS.length]
        const other = USERS[(index * 3 + Math.floor(index / 50) + 1) % USERS.length]
        if (!kind || !user || !other) throw new Error('no call')
        await kind[2](user, other)
        outcomes[kind[0]] = (outcomes[kind[0]] ?? 0) + 1
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))

    expect(outcomes).toEqual(
      Object.fromEntries(KINDS.map(([name, share]) => [name, (share * CALLS) / order.length])),
    )
    // All connections at once, first as users and then with nothing before the call.
    const users = await Promise.all(USERS.slice(0, connections).map(identify))
    const after = await Promise.all(users.map(bare))
    expect(new Set(after).size).toBe(connections)
    expect(after.toSorted()).toEqual(users.toSorted())
    // What failed wrote nothing.
    const [counts] = await database.asSystem<[{ user_id: string; count: number }[]]>((sql) => [
      sql`select user_id, count(*)::int from audit_logs group by user_id`,
    ])
    expect(Object.fromEntries(counts.map(({ user_id, count }) => [user_id, count]))).toEqual(rows)
  })
})

function readAs(database: Database, user: string) {
  return database.asUser<[Identity[], unknown[]]>(
    user,
    (sql) => [whoAmI(sql), sql`select distinct user_id from audit_logs`],
    PATIENT,
  )
}
