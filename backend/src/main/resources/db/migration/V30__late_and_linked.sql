-- What phones say of their battery and their app, how far the sweep of contact has come, and what fixes that came late
-- would have raised.
set lock_timeout = '5s';

-- How full a battery is changes with every message; that it is low does not, and nothing more is kept.
alter table device_status
  add column battery_low boolean,
  add column app_version text check (length(app_version) between 1 and 50);

-- ---------------------------------------------------------------- what fixes that came late would have raised

-- Between which times fixes of somebody came late that were outside: to be looked at, when the backlog has come in.
create table late_look (
  supervisee_id uuid not null references supervisee,
  device_kind   text not null,
  from_at       timestamptz not null,
  until_at      timestamptz not null check (until_at >= from_at),
  due_at        timestamptz not null,
  primary key (supervisee_id, device_kind)
);
create index late_look_due on late_look (due_at);

-- What would have been an alert had its fixes come in time, and never was one. Recorded later: nobody was called. A later
-- look replaces what it sees otherwise, and forgets nothing.
create table late_cause (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  device_kind   text not null,
  code          text not null,
  cause_key     text not null check (cause_key like code || ':%' or cause_key = code),
  since         timestamptz not null,
  opened_at     timestamptz not null check (opened_at >= since),
  ended_at      timestamptz check (ended_at >= opened_at), -- null: not seen to end by the fixes of that time
  fixes         int not null check (fixes > 0),
  late_fixes    int not null check (late_fixes between 1 and fixes),
  most_metres   real, -- the farthest outside
  rules_version bigint not null,
  recorded_at   timestamptz not null,
  replaced_at   timestamptz,
  unique (supervisee_id, cause_key, opened_at)
);
create index late_cause_order on late_cause (supervisee_id, id desc) where replaced_at is null;

grant select, insert, update on late_look to rollcall_intake;
grant select, insert, update, delete on late_look to rollcall_worker;
grant select, insert, update on late_cause to rollcall_worker;
grant select on late_cause to rollcall_api, rollcall_auditor;
alter table late_look enable row level security;
create policy late_look_machine on late_look to rollcall_intake, rollcall_worker using (true) with check (true);
alter table late_cause enable row level security;
create policy late_cause_scope on late_cause for select to rollcall_api
  using (exists (select from supervisee s where s.id = late_cause.supervisee_id and in_scope(s.unit_id)));
create policy late_cause_machine on late_cause to rollcall_worker using (true) with check (true);
create policy late_cause_audit on late_cause for select to rollcall_auditor using (true);

-- ---------------------------------------------------------------- what is linked

-- The fixes of a cause that was recorded later are named by it, since it has no evidence of its own.
alter table fix_link drop constraint fix_link_kind_check;
alter table fix_link add constraint fix_link_kind_check check (kind in ('LEAVE', 'FINDING', 'DISPUTE', 'LATE_CAUSE'));
grant insert on fix_link to rollcall_worker;
create policy fix_link_worker on fix_link for insert to rollcall_worker with check (true);

-- An alert whose breach was found is a finding: what was recorded from half an hour before it opened until it cleared, at
-- most a day after its last evidence, is named by it, and not only the fixes that its evidence names.
create index alert_entry_breach on alert_entry (alert_id) where handling = 'VERIFIED_BREACH';
create or replace function fixes_named_on(day date) returns table (supervisee_id uuid, fixed_at timestamptz, source_hash bytea)
language plpgsql stable set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query
    select a.supervisee_id, (e.fact ->> 'fixedAt')::timestamptz, decode(e.fact ->> 'sourceHash', 'hex')
    from alert_entry e join alert a on a.id = e.alert_id
    where e.fact ->> 'fixedAt' is not null and e.fact ->> 'sourceHash' is not null
      and left(e.fact ->> 'fixedAt', 10) = to_char($1::timestamp, 'YYYY-MM-DD')
    union
    select l.supervisee_id, l.fixed_at, l.source_hash from fix_link l
    where l.fixed_at >= fix_day_start($1) and l.fixed_at < fix_day_start($1 + 1);
  -- From the day's own table: it may be detached already.
  return query execute format($query$
    with breach as (select distinct alert_id from alert_entry where handling = 'VERIFIED_BREACH'),
    told as (select e.alert_id, min(e.at) as first, max(e.at) as last, bool_or(e.kind = 'CLEARED') as cleared
      from breach join alert_entry e using (alert_id)
      where e.kind in ('OPENED', 'EVIDENCE', 'REACTIVATED', 'CLEARED') group by e.alert_id)
    select f.supervisee_id, f.fixed_at, f.source_hash from told join alert a on a.id = told.alert_id
    join %I f on f.supervisee_id = a.supervisee_id and f.fixed_at >= told.first - interval '30 minutes'
      and f.fixed_at <= told.last + case when told.cleared then interval '0' else interval '1 day' end
    where told.first - interval '30 minutes' < fix_day_start($1 + 1)
      and told.last + interval '1 day' >= fix_day_start($1)$query$, fix_partition_name($1)) using $1;
end $$;
