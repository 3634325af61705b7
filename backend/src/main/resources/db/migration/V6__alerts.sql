-- Alerts and outbox at work.
set lock_timeout = '5s';

-- An alert that has nobody to be told to keeps a row to nobody, which the worker routes as soon as somebody is there.
alter table outbox alter column account_id drop not null;
alter table outbox add constraint outbox_to_somebody check (account_id is not null or alert_id is not null);
create index outbox_nobody on outbox (created_at) where account_id is null and state = 'PENDING';

-- Readers of changes follow the order of commit.
create index alert_changes on alert (tx, id);

-- Who is told: the posts of a unit.
create index post_unit on post (unit_id, role);
