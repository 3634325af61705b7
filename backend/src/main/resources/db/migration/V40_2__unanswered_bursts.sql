-- Bursts that a phone was asked for and has not sent yet: one a person, until it answers or officers are told. Written where a
-- burst is asked for, and by no other fix. Show the tasks once all nodes are of this version: one of the version before cannot.
-- V40_3 validates.
set lock_timeout = '5s';

create table burst_due (
  supervisee_id uuid primary key references supervisee,
  id            uuid not null,        -- of the task, if it comes to one
  fixed_at      timestamptz not null, -- of the fix that was in doubt
  due_at        timestamptz not null
);
create index burst_due_at on burst_due (due_at);
grant select, insert, update (due_at), delete on burst_due to rollcall_intake;
grant select, update, delete on burst_due to rollcall_worker;
alter table burst_due enable row level security;
create policy burst_due_machine on burst_due to rollcall_intake, rollcall_worker using (true) with check (true);

alter table staff_task drop constraint staff_task_kind_check;
alter table staff_task add constraint staff_task_kind_check check (kind in ('PHONE_REPLACED', 'PHONE_ADDED',
  'PHONE_TOKEN_COPIED', 'CHECK_IN_BY_PIN', 'ORDER_ENDS', 'OBJECTION', 'RECORDED_LATER', 'BURST_UNANSWERED')) not valid;
