-- migrate: no-transaction
-- Rows are recorded in the order in which they lie in the table: this index costs an insert nothing.
create index concurrently if not exists idx_audit_logs_recorded_at
  on audit_logs using brin (recorded_at) with (autosummarize = on);
