-- Who decides on a leave: how long it is says on which rank (IM 27), and the county says which offices decide on short ones.
-- What is beyond a rank is passed upward as an application with opinions. What a rank may decide is configuration, not here.
set lock_timeout = '5s';

-- The offices at and below that unit decide on short leaves in that time. Never changed but for its end.
create table leave_delegation (
  id       uuid primary key,
  unit_id  uuid not null references agency_unit,
  valid    tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)),
  reason   text not null check (length(reason) between 1 and 1000),
  given_by uuid not null references account,
  exclude using gist (unit_id with =, valid with &&)
);
create index leave_delegation_unit on leave_delegation (unit_id, id);
grant select, insert on leave_delegation to rollcall_api;
grant update (valid) on leave_delegation to rollcall_api;
grant select on leave_delegation to rollcall_auditor;
alter table leave_delegation enable row level security;
create policy leave_delegation_read on leave_delegation for select to rollcall_api using (in_scope(unit_id));
create policy leave_delegation_give on leave_delegation for insert to rollcall_api
  with check (in_scope(unit_id, 'COUNTY_OFFICER') or in_scope(unit_id, 'BUREAU_HEAD'));
create policy leave_delegation_end on leave_delegation for update to rollcall_api
  using (in_scope(unit_id, 'COUNTY_OFFICER') or in_scope(unit_id, 'BUREAU_HEAD'));
create policy leave_delegation_audit on leave_delegation for select to rollcall_auditor using (true);

create function leave_rank(level text) returns int language sql immutable
  return array_position(array['OFFICE', 'COUNTY', 'SUPERIOR'], level);

-- Ranks at which the asker decides, unit by unit, by the posts that count. An office that nothing was delegated to has none.
create function leave_ranks(at timestamptz) returns table (unit_id uuid, rank int)
language sql stable security definer set search_path = public, pg_temp as $$
  with delegated as materialized (
    select distinct a.unit_id from leave_delegation d join agency_unit_ancestor a on a.ancestor_id = d.unit_id
    where d.valid @> at
  )
  select distinct a.unit_id, case p.role when 'SUPERIOR' then 3 when 'COUNTY_OFFICER' then 2 else 1 end
  from scope_posts() p join agency_unit_ancestor a on a.ancestor_id = p.unit_id
  where p.role in ('SUPERIOR', 'COUNTY_OFFICER')
    or (p.role = 'OFFICER' and exists (select from delegated d where d.unit_id = a.unit_id));
$$;

-- The same for one unit: 0 where the asker decides on nothing there.
create function leave_rank_at(unit uuid, at timestamptz) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(max(case p.role when 'SUPERIOR' then 3 when 'COUNTY_OFFICER' then 2 else 1 end), 0)
  from scope_posts() p join agency_unit_ancestor a on a.ancestor_id = p.unit_id and a.unit_id = unit
  where p.role in ('SUPERIOR', 'COUNTY_OFFICER') or (p.role = 'OFFICER' and exists (select from leave_delegation d
    join agency_unit_ancestor b on b.ancestor_id = d.unit_id and b.unit_id = unit where d.valid @> at));
$$;

-- What was asked for stays as it was asked for; of the rest there is the rank that it waits for, and the decision, once.
create table leave_application (
  id                   uuid primary key,
  supervisee_id        uuid not null references supervisee,
  unit_id              uuid not null references agency_unit, -- the person's when it was recorded
  kind                 text not null check (kind in ('SINGLE', 'RECURRING', 'MEDICAL_EMERGENCY', 'TRANSFER')),
  purpose              text not null check (length(purpose) between 1 and 1000),
  area_ids             uuid[] not null check (cardinality(area_ids) between 1 and 50),
  valid                tstzrange not null check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid)),
  applied_at           timestamptz not null,
  transit_out_seconds  int not null check (transit_out_seconds between 0 and 2678400),
  transit_back_seconds int not null check (transit_back_seconds between 0 and 2678400),
  days                 int not null check (days > 0),
  days_away            int not null check (days_away >= 0),
  level                text not null check (level in ('OFFICE', 'COUNTY', 'SUPERIOR')),
  recorded_by          uuid not null references account,
  recorded_at          timestamptz not null,
  decided_by           uuid references account,
  decided_at           timestamptz check (decided_at >= recorded_at),
  granted              boolean,
  reason               text check (length(reason) between 1 and 1000),
  permission_id        uuid references permission,
  check (num_nulls(decided_by, decided_at, granted, reason) in (0, 4)),
  check ((permission_id is not null) = coalesce(granted, false))
);
create index leave_application_person on leave_application (supervisee_id, id desc);
create index leave_application_waiting on leave_application (unit_id, id) where decided_at is null;

create table leave_opinion (
  id             uuid primary key,
  application_id uuid not null references leave_application,
  supports       boolean not null,
  content        text not null check (length(content) between 1 and 10000),
  passed_to      text check (passed_to in ('OFFICE', 'COUNTY', 'SUPERIOR')),
  given_by       uuid not null references account,
  given_at       timestamptz not null
);
create index leave_opinion_application on leave_opinion (application_id, id);

revoke all on function leave_ranks(timestamptz), leave_rank_at(uuid, timestamptz) from public;
grant execute on function leave_ranks(timestamptz), leave_rank_at(uuid, timestamptz) to rollcall_api;
grant select, insert on leave_application, leave_opinion to rollcall_api;
grant update (level, decided_by, decided_at, granted, reason, permission_id) on leave_application to rollcall_api;
grant select on leave_application, leave_opinion to rollcall_auditor;

-- Who works for a city or a province sees what waits, or waited, for them, and nothing else of it.
create function sees_leave(unit uuid, level text) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from scope_posts() p join agency_unit_ancestor a on a.ancestor_id = p.unit_id and a.unit_id = unit
  where p.role <> 'SUPERIOR' or level = 'SUPERIOR');
revoke all on function sees_leave(uuid, text) from public;
grant execute on function sees_leave(uuid, text) to rollcall_api;

alter table leave_application enable row level security;
-- Nor does a person see officers' opinions; their own application and what became of it they do.
create policy leave_application_read on leave_application for select to rollcall_api using (
  supervisee_id = (select scope_account()) or exists (
    select from supervisee s where s.id = leave_application.supervisee_id and sees_leave(s.unit_id, level)));
create policy leave_application_record on leave_application for insert to rollcall_api with check (
  recorded_by = scope_account() and decided_at is null and exists (select from supervisee s
    where s.id = leave_application.supervisee_id and s.unit_id = leave_application.unit_id and in_scope(s.unit_id)));
create policy leave_application_move on leave_application for update to rollcall_api using (decided_at is null and exists (
  select from supervisee s where s.id = leave_application.supervisee_id and sees_leave(s.unit_id, level)))
  with check (exists (select from supervisee s where s.id = leave_application.supervisee_id and in_scope(s.unit_id)));
create policy leave_application_audit on leave_application for select to rollcall_auditor using (true);
alter table leave_opinion enable row level security;
create policy leave_opinion_read on leave_opinion for select to rollcall_api using (exists (
  select from leave_application l join supervisee s on s.id = l.supervisee_id
  where l.id = leave_opinion.application_id and sees_leave(s.unit_id, l.level)));
create policy leave_opinion_give on leave_opinion for insert to rollcall_api with check (given_by = scope_account()
  and exists (select from leave_application l where l.id = leave_opinion.application_id and l.decided_at is null));
create policy leave_opinion_audit on leave_opinion for select to rollcall_auditor using (true);
