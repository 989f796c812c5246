-- What is kept about a person stands in every table with a user_id. An export and an erasure ask the database
-- which these are, so that none is forgotten, however new it is.

create function app.tables_of_users() returns setof text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select relname::text from pg_class join pg_attribute on attrelid = pg_class.oid
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    and attname = 'user_id' and not attisdropped
  order by relname
$$;

-- Both functions run as their caller, whom row-level security binds. Where the caller has no right to a table,
-- that is an error: to leave it out would be to keep silent about it.

-- An object with an array of the person's rows for each table.
create function app.rows_of(person text, except_tables text[]) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  name text;
  found jsonb;
  result jsonb := '{}';
begin
  for name in select * from app.tables_of_users() loop
    continue when name = any(except_tables);
    execute format(
      'select coalesce(jsonb_agg(to_jsonb(t) order by t::text), ''[]'') from public.%I t where user_id = $1',
      name
    ) into found using person;
    result := result || jsonb_build_object(name, found);
  end loop;
  return result;
end $$;

-- In the order of their names: a table that refers to a later one needs "on delete cascade".
create function app.delete_rows_of(person text, except_tables text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  name text;
begin
  for name in select * from app.tables_of_users() loop
    continue when name = any(except_tables);
    execute format('delete from public.%I where user_id = $1', name) using person;
  end loop;
end $$;

revoke all on function app.tables_of_users, app.rows_of, app.delete_rows_of from public;
grant execute on function app.tables_of_users, app.rows_of to app_user, app_maintenance;
grant execute on function app.delete_rows_of to app_maintenance;
