-- How many requests a caller may still send, for all instances of the function together.

-- Unlogged: to lose it in a crash only forgives what was sent in the last minute. No plain id or address is
-- kept, and what is older than a minute means nothing: the daily run deletes it.
create unlogged table rate_limits (
  caller_hash bytea primary key,
  busy_until timestamptz not null
);
create index rate_limits_busy_until on rate_limits (busy_until);
grant select, delete on rate_limits to app_maintenance;

-- Counts one request of the user of this call or, where there is none, of the address. A request keeps its
-- caller busy for a part of a minute, and nobody may be busy for more than a whole one: the generic cell
-- rate algorithm, which needs one time for each caller and no windows
-- (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm).
-- A refused request counts for nothing, and takes with it all else in its transaction.
create function app.count_request(
  address text, per_minute int, out remaining int, out reset_seconds int
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  caller bytea := sha256(convert_to(coalesce('user ' || nullif(current_setting('app.user_id', true), ''), 'address ' || address), 'UTF8'));
  step interval := interval '1 minute' / per_minute;
  start timestamptz := clock_timestamp();
  until timestamptz;
begin
  insert into public.rate_limits as known (caller_hash, busy_until) values (caller, start + step)
  on conflict (caller_hash) do update set busy_until = greatest(known.busy_until, start) + step
    where greatest(known.busy_until, start) + step <= start + interval '1 minute'
  returning busy_until into until;

  if not found then
    select busy_until into until from public.rate_limits where caller_hash = caller;
    raise exception 'too many requests' using
      errcode = 'PT429',
      detail = greatest(1, ceil(extract(epoch from until + step - start - interval '1 minute')))::text;
  end if;
  remaining := floor(extract(epoch from start + interval '1 minute' - until) / extract(epoch from step));
  reset_seconds := greatest(0, ceil(extract(epoch from until - start)));
end $$;
revoke all on function app.count_request from public;
grant execute on function app.count_request to app_user, app_maintenance;
