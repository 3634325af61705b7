-- What somebody says against what is recorded about where they were (PIPL 8, 45, 46), and what an officer says to it. Neither
-- is changed; a decision is given once. The fixes of that time are kept as they are (R__kept_fixes.sql).
set lock_timeout = '5s';

create table objection (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  alert_id      uuid references alert, -- the one that it is about, if it is about one
  from_at       timestamptz not null,
  until_at      timestamptz not null check (until_at > from_at and until_at <= from_at + interval '7 days'),
  statement     text not null check (length(btrim(statement)) between 1 and 4000),
  made_at       timestamptz not null check (made_at >= from_at)
);
create index objection_person on objection (supervisee_id, id);
create index objection_time on objection using gist (tstzrange(from_at, until_at, '[]'));
create index objection_alert on objection (alert_id) where alert_id is not null;

create table objection_decision (
  objection_id uuid primary key references objection,
  outcome      text not null check (outcome in ('UPHELD', 'REJECTED')),
  reason       text not null check (length(btrim(reason)) between 1 and 4000),
  decided_by   uuid not null references account,
  decided_at   timestamptz not null
);

grant select, insert on objection, objection_decision to rollcall_api;
grant select on objection, objection_decision to rollcall_auditor;

-- By whose they are: the agency objects to nothing in somebody's name, and nobody decides their own.
alter table objection enable row level security;
create policy objection_read on objection for select to rollcall_api
  using (exists (select from supervisee s where s.id = objection.supervisee_id));
create policy objection_make on objection for insert to rollcall_api with check (supervisee_id = scope_account()
  and (alert_id is null or exists (select from alert a where a.id = objection.alert_id
    and a.supervisee_id = objection.supervisee_id)));
create policy objection_audit on objection for select to rollcall_auditor using (true);
alter table objection_decision enable row level security;
create policy objection_decision_read on objection_decision for select to rollcall_api
  using (exists (select from objection o where o.id = objection_decision.objection_id));
create policy objection_decision_make on objection_decision for insert to rollcall_api with check (
  decided_by = scope_account() and exists (select from objection o join supervisee s on s.id = o.supervisee_id
    where o.id = objection_decision.objection_id and s.id <> scope_account()
      and (in_scope(s.unit_id, 'OFFICER') or in_scope(s.unit_id, 'COUNTY_OFFICER'))));
create policy objection_decision_audit on objection_decision for select to rollcall_auditor using (true);
