import { expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import type { Row } from './statements.ts'
import { auditRowsOf } from './statements.ts'

export function deadlinesHold(subject: () => Subject): void {
  const insertThenSleep = (userId: string, deadlineMs: number) =>
    subject().database.asUser(
      userId,
      (sql) => [
        sql`insert into audit_logs (user_id, action) values (${userId}, 'user_signin')`,
        sql`select pg_sleep(0.5)`,
      ],
      { deadlineMs },
    )

  test('a call that takes too long fails, and wrote nothing', async () => {
    await expect(insertThenSleep('user_late', 100)).rejects.toMatchObject({ kind: 'timeout' })
    expect(await auditRowsOf(subject().database, 'user_late')).toBe(0)
  })

  test('other calls, at the same time and after, are unharmed', async () => {
    const late = insertThenSleep('user_slow', 100)
    const others = Array.from({ length: 20 }, (_, index) =>
      subject().database.asUser<[Row[]]>('user_other', (sql) => [sql`select ${index}::int as n`]),
    )
    await expect(late).rejects.toMatchObject({ kind: 'timeout' })
    expect((await Promise.all(others)).map(([[row]]) => row?.n)).toEqual([...others.keys()])
    const [[after]] = await subject().database.asUser<[Row[]]>('user_other', (sql) => [
      sql`select 1 as one`,
    ])
    expect(after).toEqual({ one: 1 })
  })

  test('a call that is in time succeeds', async () => {
    await insertThenSleep('user_in_time', 5000)
    expect(await auditRowsOf(subject().database, 'user_in_time')).toBe(1)
  })
}

/** The embedded database blocks while a statement runs: only a server can go on without its caller. */
export function serverGivesUpToo(subject: () => Subject): void {
  test('the server is done soon after with a call that takes too long', async () => {
    const call = subject().database.asUser('user_left', (sql) => [sql`select pg_sleep(30)`], {
      deadlineMs: 100,
    })
    await expect(call).rejects.toMatchObject({ kind: 'timeout' })
    const sleeping = async () =>
      await subject().sql`select from pg_stat_activity
        where query like '%pg_sleep(30)%' and state = 'active' and pid <> pg_backend_pid()`
    await expect.poll(sleeping, { timeout: 5_000 }).toEqual([])
  })
}
