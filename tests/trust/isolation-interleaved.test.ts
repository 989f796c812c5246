import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import { type CallKind, callKinds } from './isolation/calls.ts'
import { openPool, USERS } from './isolation/pool.ts'

const CALLS = 5_000
const AT_ONCE = 40

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

/** Which call comes when: the kinds mix, and each user comes to each of them. */
function planOf(kinds: CallKind[]): { kind: CallKind; user: string; other: string }[] {
  const fifty = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind))
  return Array.from({ length: CALLS }, (_, index) => {
    const kind = fifty[(index * 7) % fifty.length]
    const place = index * 3 + Math.floor(index / fifty.length)
    const [user, other] = [place, place + 1].map((number) => USERS[number % USERS.length])
    if (!kind || !user || !other) throw new Error('the plan has a hole')
    return { kind, user, other }
  })
}

test.each([1, 10])(
  '5,000 mixed calls over %i connections: each is its own',
  async (connections) => {
    const pool = await openPool(await server.createDatabase(), connections)
    const plan = planOf(callKinds(pool))
    const left = plan.values()
    const work = async () => {
      for (const { kind, user, other } of left) await kind.call(user, other)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))

    // All connections at once, first as users and then with nothing before the statement.
    const asUsers = await Promise.all(USERS.slice(0, connections).map(pool.expectUser))
    const bare = await Promise.all(asUsers.map(pool.expectNobody))
    expect(new Set(bare).size).toBe(connections)
    expect(new Set(bare)).toEqual(new Set(asUsers))

    // What failed wrote nothing, and what succeeded wrote once.
    const [rows] = await pool.database.asSystem<[{ user_id: string; count: number }[]]>((sql) => [
      sql`select user_id, count(*)::int from audit_logs group by user_id`,
    ])
    const writes = (writer: string) =>
      plan.filter(({ kind, user }) => kind.name === 'write' && user === writer).length
    expect(Object.fromEntries(rows.map(({ user_id, count }) => [user_id, count]))).toEqual(
      Object.fromEntries(USERS.map((user) => [user, 1 + writes(user)])),
    )
  },
)
