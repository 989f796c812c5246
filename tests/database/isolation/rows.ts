/**
 * One row of a user in each table that has a `user_id`: its columns and their values. A table without an
 * entry here turns the tests red, as nobody has tried yet to reach another user's row in it.
 */
export const ROWS: Record<string, (user: string) => Record<string, string>> = {
  audit_logs: (user) => ({ id: idOf(user), user_id: user, action: 'user_signin' }),
  // Written by the triggers of audit_logs.
  audit_log_counts: (user) => ({ user_id: user, action: 'user_signin', count: '1' }),
  user_settings: (user) => ({ id: idOf(user), user_id: user, theme: 'dark' }),
  account_deletions: (user) => ({ user_id: user, due_at: '2999-01-01T00:00:00Z' }),
}

/** The same UUID for the same user, so that another can try to take it. */
function idOf(user: string): string {
  return `00000000-0000-4000-8000-${Buffer.from(user).toString('hex').padStart(12, '0').slice(-12)}`
}

/** The text of a statement that inserts such a row. */
export function insertOf(table: string, row: Record<string, string>): string {
  const values = Object.values(row).map((value) => `'${value}'`)
  return `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`
}
