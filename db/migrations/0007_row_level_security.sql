-- A user's call reaches only the user's own rows, whatever its SQL says. FORCE binds the owner of
-- the tables too. A login that is superuser or has BYPASSRLS (Neon's default owner has it) is bound
-- only after the switch of role, which the client does in every call.

-- Empty, not null, is what the setting goes back to after a transaction.
create function app.current_user_id() returns text
language sql stable
return nullif(current_setting('app.user_id', true), '');

-- In a sub-select the function is called once for each statement, not for each row.

alter table audit_logs enable row level security, force row level security;
create policy own_rows_select on audit_logs for select to app_user
  using (user_id = (select app.current_user_id()));
create policy own_rows_insert on audit_logs for insert to app_user
  with check (user_id = (select app.current_user_id()));
create policy maintenance_select on audit_logs for select to app_maintenance using (true);
create policy maintenance_delete on audit_logs for delete to app_maintenance using (true);
create policy maintenance_lock on audit_logs for update to app_maintenance
  using (true) with check (false);

alter table user_settings enable row level security, force row level security;
create policy own_rows on user_settings to app_user
  using (user_id = (select app.current_user_id()))
  with check (user_id = (select app.current_user_id()));
create policy maintenance_select on user_settings for select to app_maintenance using (true);
create policy maintenance_delete on user_settings for delete to app_maintenance using (true);

alter table audit_log_counts enable row level security, force row level security;
create policy own_rows on audit_log_counts for select to app_user
  using (user_id = (select app.current_user_id()));
create policy maintenance_select on audit_log_counts for select to app_maintenance using (true);
-- The counting triggers run as the owner, whom FORCE binds as well.
create policy counting_triggers on audit_log_counts to current_user using (true) with check (true);
