-- A tombstone and a receipt are written in one transaction: by an exact time, whoever has the id could find
-- the receipt without its key. The month tells enough.

alter table erased_users
  alter column erased_at set default date_trunc('month', clock_timestamp(), 'UTC');
update erased_users set erased_at = date_trunc('month', erased_at, 'UTC');
