import { expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import { attempt } from './attempt.ts'

/** Every function that runs as the owner, and whether users may call it. */
const OWNERS_FUNCTIONS = {
  count_deleted_audit_logs: false,
  count_inserted_audit_logs: false,
  count_request: true,
  refuse_erased_caller: true,
  refuse_erased_user: false,
}

export function functionsServeTheirCallerOnly(subject: () => Subject): void {
  test('all are known, find nothing of their caller’s by name, and are granted one by one', async () => {
    const functions = await subject().sql`
      select proname as name, proconfig as settings,
        has_function_privilege('public', oid, 'execute') as open,
        has_function_privilege('app_user', oid, 'execute') as callable
      from pg_proc where prosecdef and pronamespace::regnamespace::text not like 'pg\\_%'
      order by proname collate "C"`
    expect(functions).toEqual(
      Object.entries(OWNERS_FUNCTIONS).map(([name, callable]) => ({
        name,
        settings: ['search_path=pg_catalog, pg_temp'],
        open: false,
        callable,
      })),
    )
  })

  test('count_request counts its caller, whatever address it is told', async () => {
    const count = 'select remaining from app.count_request'
    const countersOfAda = () =>
      subject().sql`select * from rate_limits where caller_hash = sha256('user ada')`
    await attempt(subject(), 'ada', `${count}('192.0.2.1', 1)`)
    const before = await countersOfAda()
    expect(before).toHaveLength(1)
    for (const address of ['192.0.2.1', 'user ada', 'ada', ''])
      await attempt(subject(), 'bob', `${count}('${address}', 1000)`)
    expect(await countersOfAda()).toEqual(before)
    expect(await subject().sql`select count(*)::int from rate_limits`).toEqual([{ count: 2 }])
  })

  test('refuse_erased_caller tells nothing of anybody else', async () => {
    await subject().database.asSystem((sql) => [
      sql`insert into erased_users (user_hash) values (app.user_hash('erased'))`,
    ])
    const ask = 'select app.refuse_erased_caller()'
    expect(await attempt(subject(), 'bob', ask)).toHaveLength(1)
    expect(await attempt(subject(), 'erased', ask)).toMatchObject({ code: '23514' })
  })

  test('rows_of gives their own rows, and delete_rows_of is not for users', async () => {
    const ask = (person: string) =>
      attempt(subject(), 'bob', `select app.rows_of('${person}', '{}')->'audit_logs' as rows`)
    expect(await ask('bob')).toMatchObject([{ rows: [{ user_id: 'bob' }] }])
    expect(await ask('ada')).toEqual([{ rows: [] }])
    expect(await attempt(subject(), 'bob', `select app.delete_rows_of('bob', '{}')`)).toMatchObject(
      { code: '42501' },
    )
  })

  test.each(
    Object.entries(OWNERS_FUNCTIONS).flatMap(([name, callable]) => (callable ? [] : [name])),
  )('%s cannot be called, nor hung on a table of one’s own', async (name) => {
    const refused = { code: '42501' }
    expect(await attempt(subject(), 'bob', `select app.${name}()`)).toMatchObject(refused)
    expect(
      await attempt(
        subject(),
        'bob',
        'create temp table forged (user_id text, action text) on commit drop',
        `create trigger forge after insert on forged referencing new table as inserted
          for each statement execute function app.${name}()`,
      ),
    ).toMatchObject(refused)
  })

  test('tables of one’s own lead no trigger astray', async () => {
    const count = `select count::int from public.audit_log_counts where action = 'user_signout'`
    const written = await attempt(
      subject(),
      'dora',
      `create temp table audit_log_counts (user_id text, action text, count int) on commit drop`,
      `create temp table erased_users (user_hash bytea) on commit drop`,
      `insert into pg_temp.erased_users values (app.user_hash('dora'))`,
      `insert into audit_logs (user_id, action) values ('dora', 'user_signout')`,
      count,
    )
    expect(written).toEqual([{ count: 1 }])
  })

  test('an insert as one who was erased is refused like any other', async () => {
    const text = (user: string) =>
      `insert into audit_logs (user_id, action) values ('${user}', 'user_signin')`
    const refused = await attempt(subject(), 'bob', text('nobody'))
    expect(refused).toMatchObject({ code: '42501' })
    expect(await attempt(subject(), 'bob', text('erased'))).toEqual(refused)
  })
}
