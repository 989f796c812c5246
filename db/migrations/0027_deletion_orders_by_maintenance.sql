-- Whoever is deleted at Clerk has not ordered it here. An erasure that fails midway needs an order all the same,
-- or nothing would finish it.
grant insert on account_deletions to app_maintenance;
create policy maintenance_insert on account_deletions for insert to app_maintenance
  with check (due_at <= now());
