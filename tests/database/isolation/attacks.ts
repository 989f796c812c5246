import { beforeAll, expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import type { Row } from '../contract/statements.ts'
import { statement } from '../contract/statements.ts'
import { attempt, isRefusedOrEmpty } from './attempt.ts'
import { insertOf, rowOf, tablesOfUsers } from './rows.ts'

interface Target {
  table: string
  /** Each the columns of a unique index. */
  keys: string[]
  /** What Ada has there. */
  row: Record<string, string>
}

/** What Bob tries on Ada's rows. */
const ATTACKS: [string, (target: Target) => string[]][] = [
  [
    'reads',
    ({ table }) => [
      `select * from ${table} where user_id = 'ada'`,
      `select * from ${table} where user_id <> 'bob'`,
      `select * from ${table} where user_id = 'ada' for update`,
      `select 1 where exists (select from ${table} where user_id = 'ada')`,
      `select other.* from ${table} right join ${table} other on true where other.user_id = 'ada'`,
      `with copy as materialized (select * from ${table}) select * from copy where user_id = 'ada'`,
      // By an error, if it were asked of rows that the policy hides.
      `select * from ${table} where 1 / (user_id <> 'ada')::int = 2`,
    ],
  ],
  [
    'counts',
    ({ table }) => [
      `select count(*) from ${table} where user_id = 'ada' having count(*) > 0`,
      `select count(*) from ${table} having count(*) > 1`,
      `select max(user_id), min(user_id) from ${table} having min(user_id) <> max(user_id)`,
    ],
  ],
  [
    'updates',
    ({ table }) => [
      `update ${table} set user_id = 'bob' where user_id = 'ada' returning *`,
      `update ${table} set user_id = user_id where user_id <> 'bob' returning *`,
      `update ${table} set user_id = 'ada' returning *`,
      `merge into ${table} target using (values ('ada')) source (id) on target.user_id = source.id
        when matched then update set user_id = 'bob'`,
    ],
  ],
  [
    'deletes',
    ({ table }) => [
      `delete from ${table} where user_id = 'ada' returning *`,
      `delete from ${table} where user_id <> 'bob' returning *`,
      `merge into ${table} target using (values ('ada')) source (id) on target.user_id = source.id
        when matched then delete`,
      `truncate ${table}`,
    ],
  ],
  [
    'inserts as Ada',
    ({ table, row }) => [insertOf(table, row), `${insertOf(table, row)} on conflict do nothing`],
  ],
  [
    'upserts over Ada',
    ({ table, keys, row }) =>
      keys.map((key) => {
        // Without the user's id in the key, Bob can name the row as his own.
        const taken = { ...row, user_id: key.includes('user_id') ? 'ada' : 'bob' }
        return `${insertOf(table, taken)} on conflict (${key}) do update set user_id = 'bob' returning *`
      }),
  ],
]

export function nobodyReachesAnothersRows(subject: () => Subject): void {
  const insertAs = async (user: string, table: string) =>
    insertOf(table, await rowOf(subject().sql, table, user))

  let tables: string[]
  beforeAll(async () => {
    tables = await tablesOfUsers(subject().sql)
    for (const user of ['ada', 'bob'])
      for (const table of tables.filter((name) => name !== 'audit_log_counts')) {
        const text = await insertAs(user, table)
        await subject().database.asUser(user, (sql) => [statement(sql, text)])
      }
  })

  const rowsOf = (user: string, table: string) =>
    subject().database.asSystem<[Row[]]>((sql) => [
      statement(sql, `select * from ${table} where user_id = '${user}'`),
    ])

  const keysOf = async (table: string) => {
    const keys = await subject().sql`
      select string_agg(quote_ident(attname), ', ' order by attnum) as columns
      from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
      where indrelid = ${table}::regclass and indisunique group by indexrelid`
    return keys.map(({ columns }) => String(columns))
  }

  test.each(ATTACKS)('Bob %s in each table: refused or empty', async (_name, textsFor) => {
    for (const table of tables) {
      const before = await rowsOf('ada', table)
      expect(before[0], table).toHaveLength(1)
      const row = await rowOf(subject().sql, table, 'ada')
      for (const text of textsFor({ table, keys: await keysOf(table), row })) {
        const outcome = await attempt(subject(), 'bob', text)
        expect(isRefusedOrEmpty(outcome), `${text}: ${JSON.stringify(outcome)}`).toBe(true)
      }
      expect(await rowsOf('ada', table)).toEqual(before)
      expect((await rowsOf('bob', table))[0], table).toHaveLength(1)
    }
  })

  test('Bob sees his own row in each table, and without a user nobody sees any', async () => {
    for (const table of tables) {
      expect(await attempt(subject(), 'bob', `select user_id from ${table}`), table).toEqual([
        { user_id: 'bob' },
      ])
      for (const user of [null, ''])
        expect(
          await subject().sql.transaction((sql) => [
            sql`select set_config('role', 'app_user', true), set_config('app.user_id', ${user}, true)`,
            sql.query(`select from ${table}`),
          ]),
          table,
        ).toEqual([expect.anything(), []])
    }
  })

  test('an insert is refused alike, whether the other user has rows or not', async () => {
    for (const table of tables) {
      const outcomes = await Promise.all(
        ['ada', 'nobody_at_all'].map(async (user) =>
          attempt(subject(), 'bob', await insertAs(user, table)),
        ),
      )
      expect(outcomes[0], table).toMatchObject({ code: '42501' })
      expect(outcomes[0], table).toEqual(outcomes[1])
    }
  })

  // What Postgres cannot hide: that a key is taken. It does not say by whom, and what these keys are made
  // of (random bytes, or a hash) nobody guesses.
  test.each(['audit_logs', 'user_settings'])(
    '%s: with an id of another the id is known to exist, and no more',
    async (table) => {
      const { id = '' } = await rowOf(subject().sql, table, 'ada')
      const row = { ...(await rowOf(subject().sql, table, 'carol')), id }
      const outcome = await attempt(subject(), 'carol', insertOf(table, row))
      expect(outcome).toEqual({
        code: '23505',
        message: `duplicate key value violates unique constraint "${table}_pkey"`,
        detail: undefined,
      })
    },
  )
}
