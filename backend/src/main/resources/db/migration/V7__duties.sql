-- Duties: times of day that know 24:00, reports, and what the sweep needs to be right after downtime.
set lock_timeout = '5s';

alter table schedule
  drop column opens, drop column closes, drop column grace,
  add column opens_minute int not null check (opens_minute between 0 and 1439),
  add column closes_minute int not null check (closes_minute between 1 and 1440),
  add column grace_seconds int not null check (grace_seconds between 0 and 604800),
  add constraint schedule_window check (day_of_month > 1 or closes_minute > opens_minute),
  add constraint schedule_bounds check (lower_inc(valid) and not upper_inc(valid) and not lower_inf(valid));
create index schedule_person on schedule (supervisee_id, id);

-- The monthly report under the five headings of the law (IM 24). The text is personal data.
create table report (
  id                uuid primary key,
  slot_id           uuid not null unique references slot,
  supervisee_id     uuid not null references supervisee,
  submitted_at      timestamptz not null,
  law_abidance      text not null check (length(law_abidance) between 1 and 4000),
  supervision       text not null check (length(supervision) between 1 and 4000),
  education         text not null check (length(education) between 1 and 4000),
  community_service text not null check (length(community_service) between 1 and 4000),
  social_activities text not null check (length(social_activities) between 1 and 4000)
);
create index report_person on report (supervisee_id, id desc);

-- Each round of the sweep leaves its time here. A long gap means that no node was up: an outage, on record.
create table sweep_beat (
  name text primary key,
  at   timestamptz not null
);
create table outage (
  id          uuid primary key,
  during      tstzrange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  recorded_at timestamptz not null,
  exclude using gist (during with &&)
);

-- Whether all of that time lies in collection periods as now believed.
create function collecting(person uuid, during tstzrange) returns boolean language sql stable
  return coalesce((select range_agg(valid) @> during from collection_period
    where supervisee_id = person and known_until is null), false);

grant select on report to rollcall_api;
grant select, insert on report to rollcall_worker;
grant select on report, outage to rollcall_auditor;
grant select, insert, update on sweep_beat to rollcall_worker;
grant select, insert on outage to rollcall_worker;
grant select on outage to rollcall_api;

alter table schedule enable row level security;
create policy schedule_scope on schedule to rollcall_api
  using (exists (select from supervisee s where s.id = schedule.supervisee_id))
  with check (exists (select from supervisee s where s.id = schedule.supervisee_id));
create policy schedule_worker on schedule to rollcall_worker using (true) with check (true);
create policy schedule_audit on schedule for select to rollcall_auditor using (true);
alter table slot enable row level security;
create policy slot_scope on slot to rollcall_api
  using (exists (select from supervisee s where s.id = slot.supervisee_id))
  with check (exists (select from supervisee s where s.id = slot.supervisee_id));
create policy slot_worker on slot to rollcall_worker using (true) with check (true);
create policy slot_audit on slot for select to rollcall_auditor using (true);
alter table report enable row level security;
create policy report_scope on report to rollcall_api
  using (exists (select from supervisee s where s.id = report.supervisee_id))
  with check (exists (select from supervisee s where s.id = report.supervisee_id));
create policy report_worker on report to rollcall_worker using (true) with check (true);
create policy report_audit on report for select to rollcall_auditor using (true);
