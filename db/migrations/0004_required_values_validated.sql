-- In a transaction of its own: validation reads all rows, but blocks nobody from writing.

alter table audit_logs
  validate constraint audit_logs_user_id_not_empty,
  validate constraint audit_logs_timestamp_required;

alter table user_settings
  validate constraint user_settings_user_id_not_empty,
  validate constraint user_settings_created_at_required,
  validate constraint user_settings_updated_at_required;
