import type { Driver } from '#db/driver.server.ts'

type Row = Record<string, string>

/** What the checks of a table ask of its rows. All else is made up: so a new table is tried as well. */
const given: Record<string, Row> = {
  audit_logs: { action: 'user_signin' },
  // Written by the triggers of audit_logs.
  audit_log_counts: { action: 'user_signin' },
  user_settings: { theme: 'dark' },
  account_deletions: { due_at: '2999-01-01T00:00:00Z' },
}

const madeUp: Record<string, (user: string) => string> = {
  // The same for the same user, so that another can try to take it.
  uuid: (user) =>
    `00000000-0000-4000-8000-${Buffer.from(user).toString('hex').padStart(12, '0').slice(-12)}`,
  'character varying': () => 'words',
  text: () => 'words',
  boolean: () => 'true',
  integer: () => '1',
  bigint: () => '1',
  date: () => '2026-01-01',
  'timestamp with time zone': () => '2026-01-01T00:00:00Z',
  jsonb: () => '{}',
}

/** Every table with a `user_id`. */
export async function tablesOfUsers(sql: Driver['sql']): Promise<string[]> {
  const tables = await sql`
    select table_name::text as name from information_schema.columns
    where column_name = 'user_id' and table_schema not in ('pg_catalog', 'information_schema')
    order by 1`
  return tables.map(({ name }) => String(name))
}

/**
 * One row of a user in a table: its columns and their values.
 * @throws Error where it takes more than a column's type to make up a value
 */
export async function rowOf(sql: Driver['sql'], table: string, user: string): Promise<Row> {
  const columns = await sql`
    select column_name as name, data_type as type from information_schema.columns
    where table_name = ${table}
      and (data_type = 'uuid' or (is_nullable = 'NO' and column_default is null))`
  const known: Row = { user_id: user, ...given[table] }
  const entries = columns.map(({ name, type }) => {
    const value = known[String(name)] ?? madeUp[String(type)]?.(user)
    if (value === undefined)
      throw new Error(`${table}: say in tests/database/isolation/rows.ts what its ${name} may be`)
    return [String(name), value]
  })
  return { ...known, ...Object.fromEntries(entries) }
}

/** The text of a statement that inserts such a row. */
export function insertOf(table: string, row: Row): string {
  const values = Object.values(row).map((value) => `'${value}'`)
  return `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`
}
