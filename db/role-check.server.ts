import type { Database } from './client.server.ts'
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
 * @throws DatabaseError if the database is not reached, or the role may not be switched to
 */
export async function rowSecurityProblem(
  database: Pick<Database, 'asUser'>,
  { deadlineMs }: Pick<CallOptions, 'deadlineMs'> = {},
): Promise<string | undefined> {
  const [[found]] = await database.asUser<[RoleInForce[]]>(
    'role-check',
    (sql) => [
      sql`select rolname as role, rolsuper as superuser, rolbypassrls as bypasses_rls, array(
            select table_name::text from information_schema.columns
            where table_schema = 'public' and column_name = 'user_id'
              and not row_security_active(format('%I.%I', table_schema, table_name))
          ) as unprotected
          from pg_roles where rolname = current_user`,
    ],
    { idempotent: true, deadlineMs },
  )
  if (found?.role !== 'app_user')
    return `the role in force is ${found?.role}, not app_user: the login needs \`grant app_user to …\``
  if (found.superuser) return 'app_user is a superuser: run `alter role app_user nosuperuser`'
  if (found.bypasses_rls)
    return 'app_user has BYPASSRLS: run `alter role app_user nobypassrls` as a superuser'
  if (found.unprotected.length > 0)
    return `row-level security is not active on ${found.unprotected.join(', ')}: run \`alter table … enable row level security\` in a migration`
  return undefined
}
