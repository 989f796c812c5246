import { expect, test } from 'vitest'
import type { Driver } from '#db/driver.server.ts'
import type { Subject } from '../../support/database-kinds.ts'
import { tablesOfUsers } from './rows.ts'

/** Says of each table with a `user_id` what would leave it open. */
async function openTables(sql: Driver['sql']): Promise<string[]> {
  const tables = await sql`
    select c.table_name as name, relrowsecurity and relforcerowsecurity as secured,
      exists (
        select from pg_policies p where (p.schemaname, p.tablename) = (c.table_schema, c.table_name)
        and 'app_user' = any(p.roles) and concat(qual, with_check) like '%app.current_user_id()%'
      ) as bound
    from information_schema.columns c
    join pg_class on pg_class.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
    where column_name = 'user_id' and table_schema not in ('pg_catalog', 'information_schema')
    order by 1`
  return tables.flatMap(({ name, secured, bound }) => [
    ...(secured === true ? [] : [`${name}: row-level security is not enabled and forced`]),
    ...(bound === true ? [] : [`${name}: no policy binds app_user to app.current_user_id()`]),
  ])
}

export function allTablesAreBound(subject: () => Subject): void {
  test('each table with a user_id is under a policy', async () => {
    const known = ['account_deletions', 'audit_log_counts', 'audit_logs', 'user_settings']
    expect(await tablesOfUsers(subject().sql)).toEqual(expect.arrayContaining(known))
    expect(await openTables(subject().sql)).toEqual([])
  })

  test('a new table that is not would be found', async () => {
    const { sql } = subject()
    await sql`create table diaries (user_id text)`
    const found = await openTables(sql)
    await sql`drop table diaries`
    expect(found).toEqual([
      'diaries: row-level security is not enabled and forced',
      'diaries: no policy binds app_user to app.current_user_id()',
    ])
  })

  test('what has no user_id, and every view, is closed to users', async () => {
    const readable = await subject().sql`
      select oid::regclass::text as name from pg_class
      where relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        and relkind in ('r', 'p', 'v', 'm', 'f')
        and (has_any_column_privilege('app_user', oid, 'select, insert, update, references')
          or has_table_privilege('app_user', oid, 'delete, truncate, trigger'))
      order by 1`
    expect(readable.map(({ name }) => name)).toEqual(await tablesOfUsers(subject().sql))
  })

  test('roles own nothing and are in no other role', async () => {
    const { sql } = subject()
    expect(
      await sql`select oid::regclass from pg_class where relowner::regrole::text like 'app\\_%'`,
    ).toEqual([])
    expect(
      await sql`select roleid::regrole from pg_auth_members where member::regrole::text like 'app\\_%'`,
    ).toEqual([])
    expect(
      await sql`select rolname from pg_roles where rolname like 'app\\_%'
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin)`,
    ).toEqual([])
  })
}
