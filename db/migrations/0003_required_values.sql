-- A user id must not be empty, and the required times must not be null: a log entry without a
-- time would escape both the history page and the retention period.
-- NOT VALID checks new rows only and needs no scan; the next migration checks the old ones.

alter table audit_logs
  add constraint audit_logs_user_id_not_empty check (user_id <> '') not valid,
  add constraint audit_logs_timestamp_required check (timestamp is not null) not valid;

alter table user_settings
  add constraint user_settings_user_id_not_empty check (user_id <> '') not valid,
  add constraint user_settings_created_at_required check (created_at is not null) not valid,
  add constraint user_settings_updated_at_required check (updated_at is not null) not valid;
