-- What proves that somebody was deleted, and when, without saying who: the subject is a keyed hash, which
-- only a person who knows both the key and the id can find again. It takes the place of the audit row
-- deletion_completed, as the person's audit rows are gone.

create table deletion_receipts (
  subject text primary key,
  action varchar(100) not null default 'deletion_completed',
  requested_at timestamptz,
  completed_at timestamptz not null default now(),
  deleted_rows jsonb not null
);

grant select, insert on deletion_receipts to app_maintenance;
