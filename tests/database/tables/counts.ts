import { beforeEach, expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import type { Row } from '../contract/statements.ts'
import { statement } from '../contract/statements.ts'

export function countsEqualTheRows(subject: () => Subject): void {
  const write = (user: string, rows: number, action = 'hello_world_accessed') =>
    subject().database.asUser(user, (sql) => [
      sql`insert into audit_logs (user_id, action) select ${user}, ${action} from generate_series(1, ${rows}::int)`,
    ])
  const remove = (condition: string) =>
    subject().database.asSystem((sql) => [
      statement(sql, `delete from audit_logs where ${condition}`),
    ])
  /** The kept counts, after they were compared with the rows. */
  const counts = async () => {
    const [counted, kept] = await subject().database.asSystem<[Row[], Row[]]>((sql) => [
      sql`select user_id, action, count(*)::int from audit_logs group by 1, 2 order by 1, 2`,
      sql`select user_id, action, count::int from audit_log_counts order by 1, 2`,
    ])
    expect(kept).toEqual(counted)
    return kept.map(({ user_id, count }) => [user_id, count])
  }

  const insertAndCount = () =>
    subject().database.asUser<[Row[], Row[]]>('ada', (sql) => [
      sql`insert into audit_logs (id, user_id, action)
        values ('00000000-0000-4000-8000-000000000001', 'ada', 'hello_world_accessed')
        on conflict (id) do nothing`,
      sql`select count::int from audit_log_counts where action = 'hello_world_accessed'`,
    ])

  beforeEach(async () => {
    await remove('true')
    expect(await counts()).toEqual([])
  })

  test('after inserts of one and of many, by user and action', async () => {
    await write('ada', 1)
    await write('ada', 5)
    await write('ada', 2, 'user_signin')
    await write('bob', 3)
    expect(await counts()).toEqual([
      ['ada', 6],
      ['ada', 2],
      ['bob', 3],
    ])
  })

  test('in the same batch as the insert that they count', async () => {
    expect(await insertAndCount()).toEqual([[], [{ count: 1 }]])
    // Repeated, as after a lost answer, it counts once.
    expect(await insertAndCount()).toEqual([[], [{ count: 1 }]])
  })

  test('after deletes across users, and with the last row the count is gone', async () => {
    await write('ada', 4)
    await write('bob', 2)
    await remove(
      `ctid in (select ctid from audit_logs where user_id = 'ada' limit 1) or user_id = 'bob'`,
    )
    expect(await counts()).toEqual([['ada', 3]])
  })

  test('after a rollback they are as before', async () => {
    await write('ada', 1)
    const failing = subject().database.asUser('ada', (sql) => [
      sql`insert into audit_logs (user_id, action) values ('ada', 'hello_world_accessed')`,
      sql`select 1 / 0`,
    ])
    await expect(failing).rejects.toThrow('division by zero')
    expect(await counts()).toEqual([['ada', 1]])
  })

  test('after inserts and deletes at once', async () => {
    const users = ['ada', 'bob', 'cy']
    await Promise.all(users.map((user) => write(user, 20)))
    await Promise.all([
      ...users.flatMap((user) => Array.from({ length: 10 }, () => write(user, 2))),
      ...Array.from({ length: 5 }, () =>
        remove(
          `ctid in (select ctid from audit_logs order by random() limit 4 for update skip locked)`,
        ),
      ),
    ])
    expect((await counts()).reduce((sum, [, count]) => sum + Number(count), 0)).toBe(3 * 40 - 5 * 4)
  })
}
