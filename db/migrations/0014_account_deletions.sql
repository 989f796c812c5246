-- Who asked for their account to be deleted, and when that is due. A row is the order to do it: it stays
-- until all is done, so that what fails midway is finished by the next run.

create table account_deletions (
  user_id varchar(255) primary key check (user_id <> ''),
  requested_at timestamptz not null default now(),
  due_at timestamptz not null,
  check (due_at >= requested_at)
);

create index account_deletions_due_at on account_deletions (due_at);

grant select, insert, delete on account_deletions to app_user;
grant select, delete on account_deletions to app_maintenance;

alter table account_deletions enable row level security, force row level security;
create policy own_rows_select on account_deletions for select to app_user
  using (user_id = (select app.current_user_id()));
create policy own_rows_insert on account_deletions for insert to app_user
  with check (user_id = (select app.current_user_id()));
-- What is due may have begun already: then it is too late to think better of it.
create policy own_rows_delete on account_deletions for delete to app_user
  using (user_id = (select app.current_user_id()) and due_at > now());
create policy maintenance_select on account_deletions for select to app_maintenance using (true);
create policy maintenance_delete on account_deletions for delete to app_maintenance using (true);

create trigger refuse_erased_user before insert on account_deletions
  for each row when (new.user_id is distinct from current_setting('app.known_user', true))
  execute function app.refuse_erased_user();
alter table account_deletions enable always trigger refuse_erased_user;
