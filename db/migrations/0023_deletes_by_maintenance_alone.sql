-- Rows leave the audit log by app_maintenance alone. The owner inherits its policies, and a superuser is
-- bound by none: so a trigger says it.
create function app.refuse_delete() returns trigger language plpgsql as $$
begin
  if current_user <> 'app_maintenance' then
    raise exception '% is append-only: % is for app_maintenance alone', tg_table_name, tg_op
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger deleted_by_maintenance before delete on audit_logs
  for each statement execute function app.refuse_delete();
alter table audit_logs enable always trigger deleted_by_maintenance;

-- Whoever inserts as another user is refused by row-level security, whether the other was erased or not: this
-- function let them know which.
create or replace function app.refuse_erased_user() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.user_id is distinct from coalesce(nullif(current_setting('app.user_id', true), ''), new.user_id) then
    return new;
  end if;
  perform pg_advisory_xact_lock_shared(hashtextextended(new.user_id, 0));
  if exists (select from public.erased_users where user_hash = app.user_hash(new.user_id)) then
    raise exception 'the user of this row was erased'
      using errcode = 'check_violation', constraint = 'user_not_erased', table = tg_table_name;
  end if;
  -- The lock holds until the transaction ends, and so does the answer: a million rows ask once.
  perform set_config('app.known_user', new.user_id, true);
  return new;
end $$;
