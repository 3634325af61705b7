-- Which fixes of a day are kept whole when its raw ones go (DOMAIN 3.12, "linked"): the one place that says so. Read by what
-- copies before a day is dropped and by what looks whether it may be. Of the day alone, from the day's own table, which may
-- be detached already and is read by key. Repeatable: it replaces what V17, V30 and V33_2 said of it.
set lock_timeout = '5s';

-- What a leave that was decided rests on: the last fix before it and the first after it, within a day; the first and the
-- last of each day in it, unless it recurs; and, where it was decided after it had begun, all from its beginning until then.
-- By whatever was ever believed of when it is valid: it was decided on that.
create or replace function fixes_of_leaves_on(day date)
returns table (supervisee_id uuid, fixed_at timestamptz, source_hash bytea)
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return query execute format($query$
    with leave as materialized (
      select p.supervisee_id, p.kind, p.decided_at, lower(v.valid) as first, upper(v.valid) as last
      from permission_version v join permission p on p.id = v.permission_id
      where v.valid && tstzrange(fix_day_start($1) - interval '1 day', fix_day_start($1 + 1) + interval '1 day')
        and not isempty(v.valid))
    select f.supervisee_id, f.fixed_at, f.source_hash from leave l cross join lateral (
      (select o.supervisee_id, o.fixed_at, o.source_hash from %1$I o where o.supervisee_id = l.supervisee_id
        and o.fixed_at < l.first and o.fixed_at >= l.first - interval '1 day' order by o.fixed_at desc limit 1)
      union all
      (select o.supervisee_id, o.fixed_at, o.source_hash from %1$I o where o.supervisee_id = l.supervisee_id
        and o.fixed_at >= l.last and o.fixed_at < l.last + interval '1 day' order by o.fixed_at limit 1)
      union all
      (select o.supervisee_id, o.fixed_at, o.source_hash from %1$I o where o.supervisee_id = l.supervisee_id
        and l.kind <> 'RECURRING' and o.fixed_at >= l.first and o.fixed_at < l.last order by o.fixed_at limit 1)
      union all
      (select o.supervisee_id, o.fixed_at, o.source_hash from %1$I o where o.supervisee_id = l.supervisee_id
        and l.kind <> 'RECURRING' and o.fixed_at >= l.first and o.fixed_at < l.last order by o.fixed_at desc limit 1)
      union all
      (select o.supervisee_id, o.fixed_at, o.source_hash from %1$I o where o.supervisee_id = l.supervisee_id
        and o.fixed_at >= l.first and o.fixed_at < least(l.last, l.decided_at))) f$query$, fix_partition_name($1))
    using $1;
end $$;

-- What was recorded around an alert whose breach was found: from half an hour before it opened until it cleared, at most a day
-- after its last evidence.
create or replace function fixes_of_breaches_on(day date)
returns table (supervisee_id uuid, fixed_at timestamptz, source_hash bytea)
language plpgsql stable set search_path = public, pg_temp as $$
begin
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

-- All of those whom a legal hold keeps.
create or replace function fixes_held_on(day date)
returns table (supervisee_id uuid, fixed_at timestamptz, source_hash bytea)
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return query execute format('select f.supervisee_id, f.fixed_at, f.source_hash from legal_hold h join %I f'
      ' on f.supervisee_id = h.supervisee_id where h.lifted_at is null', fix_partition_name(day));
end $$;

-- All of the time that somebody objects to what is recorded of, for as long as the case file.
create or replace function fixes_of_objections_on(day date)
returns table (supervisee_id uuid, fixed_at timestamptz, source_hash bytea)
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return query execute format('select f.supervisee_id, f.fixed_at, f.source_hash from objection o join %I f'
      ' on f.supervisee_id = o.supervisee_id and f.fixed_at >= o.from_at and f.fixed_at <= o.until_at'
      ' where tstzrange(o.from_at, o.until_at, ''[]'') && tstzrange(fix_day_start($1), fix_day_start($1 + 1))',
      fix_partition_name(day)) using day;
end $$;

create or replace function fixes_named_on(day date)
returns table (supervisee_id uuid, fixed_at timestamptz, source_hash bytea)
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
    where l.fixed_at >= fix_day_start($1) and l.fixed_at < fix_day_start($1 + 1)
    union
    select * from fixes_of_leaves_on($1)
    union
    select * from fixes_of_objections_on($1)
    union
    select * from fixes_of_breaches_on($1)
    union
    select * from fixes_held_on($1);
end $$;

revoke all on function fixes_of_leaves_on(date), fixes_of_objections_on(date), fixes_of_breaches_on(date), fixes_held_on(date), fixes_named_on(date)
  from public;
