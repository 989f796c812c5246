-- Two roles that nobody logs in as. Every call switches to one of them for its transaction:
-- app_user for what a user does, app_maintenance for retention and erasure.
-- Roles belong to the whole cluster, so another database may have created them, even just now.

do $$
declare
  name text;
begin
  foreach name in array array['app_user', 'app_maintenance'] loop
    begin
      execute format('create role %I nologin', name);
    exception when duplicate_object or unique_violation then
      null;
    end;
    -- From PostgreSQL 16 on, even the role's creator may not switch to it without this.
    begin
      execute format('grant %I to current_user', name);
    exception when unique_violation then
      null;
    end;
  end loop;
end $$;

grant usage on schema public, app to app_user, app_maintenance;

grant select, insert on audit_logs to app_user;
grant select, insert, update on user_settings to app_user;
grant select on audit_log_counts to app_user;

grant select, delete on audit_logs, user_settings to app_maintenance;
grant select on audit_log_counts to app_maintenance;
-- To lock rows before deleting them takes the right to update a column. No update gets through:
-- 0008 refuses them all.
grant update (id) on audit_logs to app_maintenance;
