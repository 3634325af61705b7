-- What a message to officers that work waits is about: its link, /tasks/{id}, is answered from here. The id is that of the
-- thing itself, so that a second message about it is about the same task.
set lock_timeout = '5s';

create table staff_task (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  kind          text not null check (kind in ('PHONE_REPLACED', 'CHECK_IN_BY_PIN', 'ORDER_ENDS', 'OBJECTION', 'RECORDED_LATER')),
  told_at       timestamptz not null
);
grant select, insert, update (told_at) on staff_task to rollcall_api, rollcall_worker;
grant select on staff_task to rollcall_auditor;
alter table staff_task enable row level security;
create policy staff_task_scope on staff_task to rollcall_api
  using (exists (select from supervisee s where s.id = staff_task.supervisee_id))
  with check (exists (select from supervisee s where s.id = staff_task.supervisee_id));
create policy staff_task_worker on staff_task to rollcall_worker using (true) with check (true);
create policy staff_task_audit on staff_task for select to rollcall_auditor using (true);
