-- migrate: no-transaction
-- An id alone does not name a sealed row: where a request is repeated after its row has expired, there is a
-- new row with the same id, for another seal. The next migration makes this the primary key.
create unique index concurrently if not exists audit_sealed_rows_id_seal
  on audit_sealed_rows (id, seal);
