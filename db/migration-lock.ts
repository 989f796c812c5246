import type { NeonDbError } from '@neondatabase/serverless'
import type { Driver } from './driver.server.ts'
import type { Migration } from './migration-files.ts'

/**
 * How long a migration waits for a lock. All that the app asks of the table waits behind it meanwhile,
 * so it is less than the 5 s that the app's calls have.
 */
export const LOCK_TIMEOUT = '3s'

/** Whether somebody else held what the migration had to lock. */
export function isLockTimeout(error: NeonDbError): boolean {
  return error.code === '55P03'
}

/** Names the file, who holds a table that stands in it, and what to do. */
export async function describeLockFailure(
  sql: Driver['sql'],
  { name, text }: Migration,
): Promise<string> {
  // Postgres does not say which lock it was. Who held it for so long still holds it, most likely.
  const holders = await sql`
    select relation::regclass::text as table, pid, coalesce(state, 'in an unknown state') as state
    from pg_locks join pg_class on pg_class.oid = relation left join pg_stat_activity using (pid)
    where granted and pid <> pg_backend_pid() and relkind in ('r', 'p')
      and database = (select oid from pg_database where datname = current_database())
      and ${text}::text ~* ('\\y' || relname || '\\y')
      and coalesce(xact_start < clock_timestamp() - ${LOCK_TIMEOUT}::interval, true)
    group by 1, 2, 3 order by 1, 2`
  return [
    `${name}: a table that it changes was locked by another session for more than ${LOCK_TIMEOUT}. Nothing of this file was applied: run the migrations again when the other is done, or end it:`,
    ...holders.map(
      ({ table, pid, state }) =>
        `${table} is held by process ${pid} (${state}): select pg_terminate_backend(${pid});`,
    ),
  ].join('\n  ')
}
