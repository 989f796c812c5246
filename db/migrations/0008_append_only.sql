-- Nobody rewrites the audit log: not app_maintenance, not the owner, not a superuser. Grants do
-- not bind those, a trigger does. Rows leave it by DELETE only (retention, erasure).

create function app.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, tg_op
    using errcode = 'insufficient_privilege';
end $$;

-- Per statement, so that it holds even where row-level security hides every row.
create trigger append_only before update or truncate on audit_logs
  for each statement execute function app.refuse_change();
-- A session in replica mode skips ordinary triggers, but not this one.
alter table audit_logs enable always trigger append_only;
