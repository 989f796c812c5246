alter table audit_sealed_rows
  drop constraint audit_sealed_rows_pkey,
  add constraint audit_sealed_rows_pkey primary key using index audit_sealed_rows_id_seal;
