import type { Database } from './client.server.ts'
import { DatabaseError } from './database-error.ts'
import type { CallOptions } from './within-deadline.server.ts'

interface RoleInForce {
  role: string
  superuser: boolean
  bypasses_rls: boolean
  unprotected: string[]
}

/**
 * Proves that row-level security binds the calls of users: that the switch of role works, that
 * the role in force is neither superuser nor exempt, and that every table with a `user_id` is
 * under it.
 * @returns what is wrong and how to mend it, or undefined if all is well
 * @throws DatabaseError if there is no answer
 */
export async function rowSecurityProblem(
  database: Pick<Database, 'asUser'>,
  { deadlineMs }: Pick<CallOptions, 'deadlineMs'> = {},
): Promise<string | undefined> {
  const found = await askWhoIsInForce(database, deadlineMs)
  if (typeof found === 'string')
    return `the login may not act as app_user (${found}): run \`grant app_user, app_maintenance to …\` as the owner of the tables`
  if (found?.role !== 'app_user')
    return `the role in force is ${found?.role}, not app_user: the login needs \`grant app_user to …\``
  if (found.superuser) return 'app_user is a superuser: run `alter role app_user nosuperuser`'
  if (found.bypasses_rls)
    return 'app_user has BYPASSRLS: run `alter role app_user nobypassrls` as a superuser'
  if (found.unprotected.length > 0)
    return `row-level security is not active on ${found.unprotected.join(', ')}: run \`alter table … enable row level security\` in a migration`
  return undefined
}

/** The role in force or, where the switch to it is refused, Postgres's words. */
async function askWhoIsInForce(
  database: Pick<Database, 'asUser'>,
  deadlineMs: number | undefined,
): Promise<RoleInForce | string | undefined> {
  try {
    const [[found]] = await database.asUser<[RoleInForce[]]>(
      'role-check',
      (sql) => [
        sql`select rolname as role, rolsuper as superuser, rolbypassrls as bypasses_rls, array(
              select format('%I.%I', table_schema, table_name)::regclass::text
              from information_schema.columns
              where column_name = 'user_id'
                and not row_security_active(format('%I.%I', table_schema, table_name))
              order by 1
            ) as unprotected
            from pg_roles where rolname = current_user`,
      ],
      { idempotent: true, deadlineMs },
    )
    return found
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '42501') return error.message
    throw error
  }
}
