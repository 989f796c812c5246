import { beforeAll, describe, expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import type { Row } from '../contract/statements.ts'
import { statement } from '../contract/statements.ts'
import { attempt, isRefusedOrEmpty } from './attempt.ts'
import { insertOf, ROWS } from './rows.ts'

/** What Bob tries on Ada's rows; each key is the columns of a unique index. */
const ATTACKS: [string, (table: string, keys: string[]) => string[]][] = [
  [
    'reads',
    (table) => [
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
    (table) => [
      `select count(*) from ${table} where user_id = 'ada' having count(*) > 0`,
      `select count(*) from ${table} having count(*) > 1`,
      `select max(user_id), min(user_id) from ${table} having min(user_id) <> max(user_id)`,
    ],
  ],
  [
    'updates',
    (table) => [
      `update ${table} set user_id = 'bob' where user_id = 'ada' returning *`,
      `update ${table} set user_id = user_id where user_id <> 'bob' returning *`,
      `update ${table} set user_id = 'ada' returning *`,
      `merge into ${table} target using (values ('ada')) source (id) on target.user_id = source.id
        when matched then update set user_id = 'bob'`,
    ],
  ],
  [
    'deletes',
    (table) => [
      `delete from ${table} where user_id = 'ada' returning *`,
      `delete from ${table} where user_id <> 'bob' returning *`,
      `merge into ${table} target using (values ('ada')) source (id) on target.user_id = source.id
        when matched then delete`,
      `truncate ${table}`,
    ],
  ],
  [
    'inserts as Ada',
    (table) => [insertAs('ada', table), `${insertAs('ada', table)} on conflict do nothing`],
  ],
  [
    'upserts over Ada',
    (table, keys) =>
      keys.map((key) => {
        // Without the user's id in the key, Bob can name the row as his own.
        const row = { ...rowOf('ada', table), user_id: key.includes('user_id') ? 'ada' : 'bob' }
        return `${insertOf(table, row)} on conflict (${key}) do update set user_id = 'bob' returning *`
      }),
  ],
]

function rowOf(user: string, table: string): Record<string, string> {
  return ROWS[table]?.(user) ?? {}
}

function insertAs(user: string, table: string): string {
  return insertOf(table, rowOf(user, table))
}

export function nobodyReachesAnothersRows(subject: () => Subject): void {
  beforeAll(async () => {
    for (const user of ['ada', 'bob'])
      for (const table of Object.keys(ROWS).filter((name) => name !== 'audit_log_counts'))
        await subject().database.asUser(user, (sql) => [statement(sql, insertAs(user, table))])
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

  describe.each(Object.keys(ROWS))('%s', (table) => {
    test.each(ATTACKS)('Bob %s: refused or empty', async (_name, textsFor) => {
      const before = await rowsOf('ada', table)
      expect(before[0]).toHaveLength(1)
      for (const text of textsFor(table, await keysOf(table))) {
        const outcome = await attempt(subject(), 'bob', text)
        expect(isRefusedOrEmpty(outcome), `${text}: ${JSON.stringify(outcome)}`).toBe(true)
      }
      expect(await rowsOf('ada', table)).toEqual(before)
      expect((await rowsOf('bob', table))[0]).toHaveLength(1)
    })

    test('Bob sees his own row, and without a user nobody sees any', async () => {
      expect(await attempt(subject(), 'bob', `select user_id from ${table}`)).toEqual([
        { user_id: 'bob' },
      ])
      for (const user of [null, ''])
        expect(
          await subject().sql.transaction((sql) => [
            sql`select set_config('role', 'app_user', true), set_config('app.user_id', ${user}, true)`,
            sql.query(`select from ${table}`),
          ]),
        ).toEqual([expect.anything(), []])
    })

    test('an insert is refused alike, whether the other user has rows or not', async () => {
      const outcomes = await Promise.all(
        ['ada', 'nobody_at_all'].map((user) => attempt(subject(), 'bob', insertAs(user, table))),
      )
      expect(outcomes[0]).toMatchObject({ code: '42501' })
      expect(outcomes[0]).toEqual(outcomes[1])
    })
  })

  // What Postgres cannot hide: that a key is taken. It does not say by whom, and what these keys are made
  // of (random bytes, or a hash) nobody guesses.
  test.each(['audit_logs', 'user_settings'])(
    '%s: with an id of another the id is known to exist, and no more',
    async (table) => {
      const outcome = await attempt(
        subject(),
        'carol',
        insertOf(table, { ...rowOf('carol', table), id: rowOf('ada', table).id ?? '' }),
      )
      expect(outcome).toEqual({
        code: '23505',
        message: `duplicate key value violates unique constraint "${table}_pkey"`,
        detail: undefined,
      })
    },
  )
}
