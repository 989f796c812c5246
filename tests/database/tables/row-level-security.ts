import { beforeAll, expect, test } from 'vitest'
import { rowSecurityProblem } from '#db/role-check.server.ts'
import type { Subject } from '../../support/database-kinds.ts'
import type { Row } from '../contract/statements.ts'
import { statement } from '../contract/statements.ts'

export function onlyTheirOwnRows(subject: () => Subject): void {
  beforeAll(async () => {
    for (const user of ['ada', 'bob'])
      await subject().database.asUser(user, (sql) => [
        sql`insert into audit_logs (user_id, action) values (${user}, 'user_signin')`,
        sql`insert into user_settings (user_id) values (${user})`,
      ])
  })

  const as = (user: string, text: string) =>
    subject().database.asUser<[Row[]]>(user, (sql) => [statement(sql, text)])

  test.each([
    `insert into audit_log_counts values ('ada', 'user_signin', 5)`,
    `update audit_log_counts set count = 5`,
    `delete from audit_log_counts`,
    `delete from audit_logs`,
    `delete from user_settings`,
    `select from schema_migrations`,
    `create table public.mine ()`,
    `select app.count_inserted_audit_logs()`,
  ])('a user may not: %s', async (text) => {
    await expect(as('ada', text)).rejects.toMatchObject({ code: '42501' })
  })

  test('maintenance sees all rows', async () => {
    const rows = await subject().database.asSystem<[Row[], Row[]]>((sql) => [
      sql`select distinct user_id from audit_logs where user_id in ('ada', 'bob') order by 1`,
      sql`select user_id from user_settings where user_id in ('ada', 'bob') order by 1`,
    ])
    expect(rows).toEqual([
      [{ user_id: 'ada' }, { user_id: 'bob' }],
      [{ user_id: 'ada' }, { user_id: 'bob' }],
    ])
  })

  test('the check at boot passes, and names a table that is left open', async () => {
    const { database, sql } = subject()
    expect(await rowSecurityProblem(database)).toBeUndefined()
    await sql.transaction([
      sql`create table public.diaries (user_id text)`,
      sql`grant select on public.diaries to app_user`,
    ])
    expect(await rowSecurityProblem(database)).toBe(
      'row-level security is not active on diaries: run `alter table … enable row level security` in a migration',
    )
    await sql`drop table public.diaries`
  })
}
