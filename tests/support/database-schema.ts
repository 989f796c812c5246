import type { Driver } from '#db/driver.server.ts'

/** Everything that migrations make, as lines of text that are equal where the schemas are. */
export async function schemaOf(sql: Driver['sql']): Promise<string[]> {
  const lines = await sql`
    with tables as (
      select oid, relname, relkind, relpersistence, relrowsecurity, relforcerowsecurity, relacl
      from pg_class where relnamespace in (
        select oid from pg_namespace where nspname in ('public', 'app')
      ) and relkind in ('r', 'v', 'm', 'S')
    )
    select concat_ws(' ', 'schema', nspname, nspacl) as line
      from pg_namespace where nspname in ('public', 'app')
    union all select concat_ws(' ', 'table', relname, relkind, relpersistence, relrowsecurity, relforcerowsecurity, relacl)
      from tables
    union all select concat_ws(' ', 'column', relname, attname, format_type(atttypid, atttypmod), attnotnull, attacl, pg_get_expr(adbin, adrelid))
      from tables join pg_attribute on attrelid = oid
      left join pg_attrdef on (adrelid, adnum) = (attrelid, attnum) where attnum > 0 and not attisdropped
    union all select concat_ws(' ', 'constraint', relname, conname, convalidated, pg_get_constraintdef(c.oid))
      from tables join pg_constraint c on conrelid = tables.oid
    union all select concat_ws(' ', 'index', indisvalid, pg_get_indexdef(indexrelid))
      from tables join pg_index on indrelid = oid
    union all select concat_ws(' ', 'policy', tablename, policyname, roles, cmd, qual, with_check)
      from pg_policies
    union all select concat_ws(' ', 'trigger', tgenabled, pg_get_triggerdef(t.oid))
      from tables join pg_trigger t on tgrelid = tables.oid where not tgisinternal
    union all select concat_ws(' ', 'function', pg_get_functiondef(oid), proacl)
      from pg_proc where pronamespace = to_regnamespace('app')
    union all select concat_ws(' ', 'extension', extname) from pg_extension
    order by 1`
  return lines.map(({ line }) => String(line))
}
