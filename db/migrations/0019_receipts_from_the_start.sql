-- A receipt is written when the deletion begins, as only then all rows can be counted: a long history goes
-- in several transactions, and maybe in several runs. Until all is gone it has no time of completion.

alter table deletion_receipts alter column completed_at drop not null;
grant update (completed_at) on deletion_receipts to app_maintenance;
