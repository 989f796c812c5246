-- What Clerk's webhooks need: each message counts once, and nothing brings an erased person back.

-- The messages that were handled. Clerk repeats one for about a day, and a person may have it sent
-- again from Clerk's dashboard; what is older than the audit log's retention may be deleted.
create table webhook_messages (
  id text primary key,
  handled_at timestamptz not null default clock_timestamp()
);
grant select, insert, delete on webhook_messages to app_maintenance;

-- Sign-ins and sign-outs are Clerk's word, not an act of the user here.
grant insert on audit_logs to app_maintenance;
create policy maintenance_insert on audit_logs for insert to app_maintenance
  with check (action in ('user_signin', 'user_signout'));

-- Tombstones hold no plain id. Clerk's ids are random and far too long to be found by trying.
create table erased_users (
  user_hash bytea primary key,
  erased_at timestamptz not null default clock_timestamp()
);
grant select, insert on erased_users to app_maintenance;

create function app.user_hash(user_id text) returns bytea
language sql immutable
return sha256(convert_to(user_id, 'UTF8'));

-- Refuses rows of an erased user. Erasure takes the lock alone: it waits for the inserts that began
-- before it, and those that begin later see its tombstone. Before each row, so that the lock is had
-- before any row's, or an insert and an erasure could deadlock.
create function app.refuse_erased_user() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(new.user_id, 0));
  if exists (select from public.erased_users where user_hash = app.user_hash(new.user_id)) then
    raise exception 'the user of this row was erased'
      using errcode = 'check_violation', constraint = 'user_not_erased', table = tg_table_name;
  end if;
  -- The lock holds until the transaction ends, and so does the answer: a million rows ask once.
  perform set_config('app.known_user', new.user_id, true);
  return new;
end $$;
revoke all on function app.refuse_erased_user from public;

create trigger refuse_erased_user before insert on audit_logs
  for each row when (new.user_id is distinct from current_setting('app.known_user', true))
  execute function app.refuse_erased_user();
create trigger refuse_erased_user before insert on user_settings
  for each row when (new.user_id is distinct from current_setting('app.known_user', true))
  execute function app.refuse_erased_user();
alter table audit_logs enable always trigger refuse_erased_user;
alter table user_settings enable always trigger refuse_erased_user;
