-- A session token outlives its user by up to a minute: who was erased is refused before they read, too.
create function app.refuse_erased_caller() returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.erased_users
    where user_hash = app.user_hash(current_setting('app.user_id', true))
  ) then
    raise exception 'the user of this call was erased'
      using errcode = 'check_violation', constraint = 'user_not_erased';
  end if;
end $$;
revoke all on function app.refuse_erased_caller from public;
grant execute on function app.refuse_erased_caller to app_user;
