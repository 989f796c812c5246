-- More that the audit log can tell: further actions, what an action changed, and the platform's id of
-- the request, by which a row and the line of the server's log find each other.
-- NOT VALID checks new rows only and needs no scan; the next migration checks the old ones.

alter table audit_logs
  add column details jsonb,
  add column request_id text,
  drop constraint valid_action,
  add constraint valid_action check (action in (
    'hello_world_accessed', 'user_signin', 'user_signout', 'settings_changed',
    'export_requested', 'deletion_requested', 'deletion_cancelled', 'deletion_completed'
  )) not valid;
