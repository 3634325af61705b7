-- What somebody may need as evidence is not let go, whatever its age.
set lock_timeout = '5s';

create table legal_hold (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  reason        text not null check (length(reason) between 1 and 1000),
  placed_by     uuid not null references account,
  placed_at     timestamptz not null,
  lifted_by     uuid references account,
  lifted_at     timestamptz check (lifted_at >= placed_at),
  lift_reason   text check (length(lift_reason) between 1 and 1000),
  check ((lifted_by is null) = (lifted_at is null) and (lifted_by is null) = (lift_reason is null))
);
create index legal_hold_person on legal_hold (supervisee_id, id);
create index legal_hold_in_force on legal_hold (supervisee_id) where lifted_at is null;
grant select, insert, update on legal_hold to rollcall_api;
grant select on legal_hold to rollcall_worker, rollcall_auditor;
alter table legal_hold enable row level security;
create policy legal_hold_scope on legal_hold to rollcall_api
  using (exists (select from supervisee s where s.id = legal_hold.supervisee_id))
  with check (exists (select from supervisee s where s.id = legal_hold.supervisee_id));
create policy legal_hold_machine on legal_hold for select to rollcall_worker, rollcall_auditor using (true);

-- A day's table may be detached by then, hence by its own name.
create function fixes_held_on(day date) returns table (supervisee_id uuid, fixed_at timestamptz, source_hash bytea)
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return query execute format('select f.supervisee_id, f.fixed_at, f.source_hash from legal_hold h join %I f'
      ' on f.supervisee_id = h.supervisee_id where h.lifted_at is null', fix_partition_name(day));
end $$;

-- The fixes of that day that somebody names, and all of those whom a hold keeps. Read by what copies before a day is
-- dropped and by what looks whether it may be. Of the day alone: its partition is read by key.
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
  return query select f.supervisee_id, f.fixed_at, f.source_hash from fixes_held_on($1) f;
end $$;
