import { expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import type { Row } from './statements.ts'
import { statement } from './statements.ts'

const IDENTITY = `select current_user::text as role,
  nullif(current_setting('app.user_id', true), '') as user_id,
  current_setting('statement_timeout') as statement_timeout`

export function callsAreApart(subject: () => Subject): void {
  test('each call has the role and the user that it asked for', async () => {
    const [[user]] = await subject().database.asUser<[Row[]]>(
      'user_a',
      (sql) => [statement(sql, IDENTITY)],
      { deadlineMs: 60_000 },
    )
    expect(user).toMatchObject({ role: 'app_user', user_id: 'user_a' })
    expect(user?.statement_timeout).toMatch(/^(1min|59\d*ms|59s)$/)
    const [[system]] = await subject().database.asSystem<[Row[]]>((sql) => [
      statement(sql, IDENTITY),
    ])
    expect(system).toMatchObject({ role: 'app_maintenance', user_id: null })
  })

  test.each([
    ['a success', 'select 1'],
    ['an error', 'select 1 / 0'],
  ])('nothing of a call is left after %s', async (_outcome, text) => {
    const before = await subject().sql.query(IDENTITY)
    await subject()
      .sql.transaction((sql) => [
        sql`select set_config('role', 'app_user', true),
          set_config('app.user_id', 'user_a', true),
          set_config('statement_timeout', '1234', true)`,
        sql.query(text),
      ])
      .catch(() => {})
    expect(await subject().sql.query(IDENTITY)).toEqual(before)
    expect(before).toEqual([
      { role: expect.not.stringMatching(/^app_/), user_id: null, statement_timeout: '0' },
    ])
  })

  test('50 at once, each for its own user', async () => {
    const users = Array.from({ length: 50 }, (_, index) => `user_at_once_${index % 25}`)
    const answers = await Promise.all(
      users.map((user) =>
        subject().database.asUser<[Row[], Row[], Row[]]>(user, (sql) => [
          sql`insert into audit_logs (user_id, action) values (${user}, 'user_signin')`,
          sql`select distinct user_id from audit_logs`,
          statement(sql, IDENTITY),
        ]),
      ),
    )
    for (const [index, user] of users.entries()) {
      expect(answers[index]?.[1]).toEqual([{ user_id: user }])
      expect(answers[index]?.[2]).toMatchObject([{ role: 'app_user', user_id: user }])
    }
    const [rows] = await subject().database.asSystem<[Row[]]>((sql) => [
      sql`select user_id, count(*)::int as count from audit_logs
        where user_id like 'user_at_once_%' group by user_id`,
    ])
    expect(rows).toHaveLength(25)
    expect(rows.every(({ count }) => count === 2)).toBe(true)
  })
}
