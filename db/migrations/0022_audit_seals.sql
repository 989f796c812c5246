-- Seals over the audit log: each lists rows by their digests and is signed by the app, together with the
-- signature of the seal before it. A row that was changed or removed since then does not match any more.

create table audit_seals (
  number bigint primary key,
  -- JSON, as a text: it is signed to the letter.
  statement text not null,
  signature text not null
);

-- No plain id of a person, so that the rows of an erased one need not be broken out of their seals.
create table audit_sealed_rows (
  id uuid primary key,
  seal bigint not null references audit_seals,
  user_hash text not null,
  timestamp timestamptz not null,
  digest text not null
);
create index audit_sealed_rows_seal on audit_sealed_rows (seal);

grant select, insert on audit_seals to app_maintenance;
grant select, insert, delete on audit_sealed_rows to app_maintenance;

-- Only the app can say that it erased somebody: the proof is made with its key.
alter table erased_users add column proof text;
grant update (proof) on erased_users to app_maintenance;
