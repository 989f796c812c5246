-- migrate: no-transaction
-- One user's history, newest first, page by page from any point of it.
-- Concurrently blocks no writer; if not exists lets a run begin again that was killed.
create index concurrently if not exists idx_audit_logs_history
  on audit_logs (user_id, timestamp desc, id desc);
