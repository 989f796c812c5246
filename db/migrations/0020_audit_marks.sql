-- Who writes to the audit log behind the app's back is found out: the app marks each row with a key that the
-- database never sees. When a row was recorded tells which are new to the next seal (0022); a sign-in's own
-- time may be older, as Clerk tells of it later.
-- The default comes after the column: with it, every row there is would be written anew.

alter table audit_logs
  add column mark text,
  add column recorded_at timestamptz;
alter table audit_logs alter column recorded_at set default clock_timestamp();
