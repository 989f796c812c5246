import { beforeAll, expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import { attempt } from './attempt.ts'
import { tablesOfUsers } from './rows.ts'

const WHO = `select current_user::text as role, current_setting('app.user_id') as user_id`

export function tricksReachNothing(subject: () => Subject): void {
  let tables: string[]
  beforeAll(async () => {
    tables = await tablesOfUsers(subject().sql)
  })

  test.each(['row_security = off', 'session_replication_role = replica'])(
    'a user gains nothing by: set local %s',
    async (setting) => {
      for (const table of tables) {
        const texts = [`set local ${setting}`, `select from ${table}`]
        expect(await attempt(subject(), 'bob', ...texts)).toMatchObject({ code: '42501' })
      }
    },
  )

  test('a function of one’s own is asked about one’s own rows only', async () => {
    for (const table of tables)
      expect(
        await attempt(
          subject(),
          'bob',
          `create function pg_temp.peek(asked text) returns boolean language plpgsql cost 0.000001
            as $$ begin
              if asked <> 'bob' then raise exception 'seen: %', asked; end if;
              return true;
            end $$`,
          `select user_id from ${table} where pg_temp.peek(user_id)`,
          `drop function pg_temp.peek`,
          `select user_id from ${table}`,
        ),
      ).toEqual([{ user_id: 'bob' }])
  })

  test('statistics hold no values for a user, and no statement of another', async () => {
    await subject().sql`analyze`
    expect(
      await attempt(subject(), 'bob', `select * from pg_stats where schemaname = 'public'`),
    ).toEqual([])
    expect(
      await attempt(
        subject(),
        'bob',
        `select distinct query from pg_stat_activity
          where pid <> pg_backend_pid() and query <> '<insufficient privilege>'`,
      ),
    ).toEqual([])
  })

  // The statements are the program's own and may do all that its login may: these two are not refused.
  // What holds is that they end with their call, or are undone by the next one's first statement.
  test('a switch of role within a call is gone in the next', async () => {
    const away = await attempt(subject(), 'bob', 'reset role', WHO)
    expect(away).toEqual([{ role: expect.not.stringMatching(/^app_/), user_id: 'bob' }])
    expect(await attempt(subject(), 'bob', WHO)).toEqual([{ role: 'app_user', user_id: 'bob' }])
  })

  test('role and user that a call left in its session do not reach the next', async () => {
    const leave = (role: string, user: string) =>
      `select set_config('role', '${role}', false), set_config('app.user_id', '${user}', false)`
    await attempt(subject(), 'bob', leave('app_maintenance', 'ada'))
    expect(await attempt(subject(), 'bob', WHO)).toEqual([{ role: 'app_user', user_id: 'bob' }])
    for (const table of tables)
      expect(await attempt(subject(), 'bob', `select user_id from ${table}`)).toEqual([
        { user_id: 'bob' },
      ])
    await attempt(subject(), 'bob', leave('none', ''))
  })
}
