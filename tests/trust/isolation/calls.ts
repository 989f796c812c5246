import { expect } from 'vitest'
import { DatabaseError } from '#db/database-error.ts'
import { askIdentity, insertLog, type openPool, PATIENT, USERS } from './pool.ts'

/** A call of a user, and how many of fifty are like it. */
export interface CallKind {
  name: string
  share: number
  call: (user: string, other: string) => Promise<unknown>
}

/** All that may become of a call: each expects what must come of it. */
export function callKinds({
  database,
  expectUser,
  expectNobody,
}: Awaited<ReturnType<typeof openPool>>): CallKind[] {
  let milliseconds = 0
  return [
    { name: 'read', share: 33, call: expectUser },
    {
      name: 'write',
      share: 6,
      call: async (user) => {
        const [, identities] = await database.asUser<[unknown[], unknown[]]>(
          user,
          (sql) => [insertLog(sql, user), askIdentity(sql)],
          PATIENT,
        )
        expect(identities).toMatchObject([{ role: 'app_user', user, known: user }])
      },
    },
    {
      name: 'error',
      share: 2,
      call: (user) =>
        expect(
          database.asUser(user, (sql) => [insertLog(sql, user), sql`select 1 / 0`], PATIENT),
        ).rejects.toMatchObject({ code: '22012' }),
    },
    {
      name: 'write as another, which is refused',
      share: 2,
      call: (user, other) =>
        expect(
          database.asUser(user, (sql) => [insertLog(sql, other)], PATIENT),
        ).rejects.toMatchObject({ code: '42501' }),
    },
    {
      name: 'timeout of the server',
      share: 2,
      call: (user) =>
        expect(
          database.asUser(
            user,
            (sql) => [
              insertLog(sql, user),
              sql`set local statement_timeout = 1`,
              sql`select pg_sleep(60)`,
            ],
            PATIENT,
          ),
        ).rejects.toMatchObject({ kind: 'timeout', code: '57014' }),
    },
    {
      name: 'deadline amid a statement',
      share: 1,
      call: (user) =>
        expect(
          database.asUser(user, (sql) => [insertLog(sql, user), sql`select pg_sleep(60)`], {
            deadlineMs: 30,
          }),
        ).rejects.toMatchObject({ kind: 'timeout' }),
    },
    {
      name: 'abort at any moment',
      share: 2,
      call: async (user) => {
        milliseconds = (milliseconds + 1) % 10
        const outcome: unknown = await database
          .asUser(user, (sql) => [askIdentity(sql)], { deadlineMs: milliseconds })
          .catch((error: unknown) => error)
        if (outcome instanceof DatabaseError) expect(outcome.kind).toBe('timeout')
        else expect(outcome).toMatchObject([[{ role: 'app_user', user }]])
      },
    },
    {
      name: 'maintenance',
      share: 1,
      call: async () => {
        const [identities, seen] = await database.asSystem<[unknown[], unknown[]]>(
          (sql) => [askIdentity(sql), sql`select distinct user_id from audit_logs`],
          PATIENT,
        )
        expect(identities).toMatchObject([{ role: 'app_maintenance', user: '', known: '' }])
        expect(seen).toHaveLength(USERS.length)
      },
    },
    { name: 'bare statement', share: 1, call: expectNobody },
  ]
}
