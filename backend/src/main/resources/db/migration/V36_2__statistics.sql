-- Counts for whoever works for a city or a province: by the agencies below a unit, and of no person (DOMAIN 10.2).
set lock_timeout = '5s';

-- What was opened in a time, unit by unit, without a look at the rest. Alerts are few beside fixes and slots: its making
-- holds up whoever opens one for about a second a million.
create index alert_unit_opened on alert (unit_id, opened_at);

-- One row a count: the branch (a unit right below the one asked about, or that unit for what is its own), what is counted,
-- its key and how many. Runs across tables whose rows the asker may not see, for a unit in the asker's scope alone, and
-- returns counts alone. Small counts of minors are masked by whoever shows them.
create function agency_statistics(root uuid, since timestamptz, until timestamptz, at timestamptz, unread_critical timestamptz,
  unread_warning timestamptz, unread_information timestamptz)
returns table (branch uuid, what text, key text, n bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  with unit as materialized (
    select a.unit_id, coalesce(c.ancestor_id, a.unit_id) as branch
    from agency_unit_ancestor a
    left join agency_unit_ancestor c on c.unit_id = a.unit_id and c.distance = a.distance - 1
    where a.ancestor_id = root and in_scope(root)
  ), person as materialized (
    select u.branch, s.id, s.legal_basis, s.regime
    from unit u join supervisee s on s.unit_id = u.unit_id and not s.released
      and (s.term_until + 1)::timestamp at time zone s.zone > at
  ), opened as materialized (
    select u.branch, a.id, a.code, a.handling
    from unit u join alert a on a.unit_id = u.unit_id and a.opened_at >= since and a.opened_at < until
  ), open as materialized (
    select u.branch, a.id, a.code, a.handling, a.severity, a.opened_at
    from unit u join alert a on a.unit_id = u.unit_id and a.handling <> 'CLOSED'
  )
  select branch, 'PEOPLE', '', count(*) from person group by branch
  union all
  select branch, 'JUVENILES', '', count(*) from person where regime = 'JUVENILE' group by branch
  union all
  select branch, 'LEGAL_BASIS', legal_basis, count(*) from person group by branch, legal_basis
  union all
  -- Where nothing was decided, only check-ins are asked for.
  select p.branch, 'MODE', coalesce(m.mode, 'CHECKPOINT'), count(*) from person p
    left join location_mode m on m.supervisee_id = p.id and m.device_kind = 'PHONE' and m.known_until is null
      and m.valid @> at
    group by p.branch, coalesce(m.mode, 'CHECKPOINT')
  union all
  select branch, 'ALERTS_OPENED', code, count(*) from opened group by branch, code
  union all
  select branch, 'ALERTS_OPEN', code, count(*) from open group by branch, code
  union all
  select o.branch, f.handling, o.code, count(*) from opened o
    join lateral (select e.handling from alert_entry e where e.alert_id = o.id
      and e.handling in ('VERIFIED_BREACH', 'VERIFIED_INNOCENT', 'UNRESOLVED') order by e.seq desc limit 1) f on true
    group by o.branch, f.handling, o.code
  union all
  select branch, 'UNREAD_ALERTS', '', count(*) from open where handling = 'OPEN'
    and opened_at < case severity when 'CRITICAL' then unread_critical when 'WARNING' then unread_warning
      else unread_information end
    and not alert_looked_at(id) group by branch
  union all
  select u.branch, 'LATE_DECISIONS', '', count(*) from unit u join permission_late l on l.unit_id = u.unit_id
    join permission p on p.id = l.permission_id and p.decided_at >= since and p.decided_at < until group by u.branch
  union all
  select u.branch, 'LATE_RELEASES', '', count(*) from unit u join supervisee s on s.unit_id = u.unit_id and not s.released
    and (s.term_until + 1)::timestamp at time zone s.zone <= at group by u.branch;
$$;

-- The branches of a unit, in the order of their ids: that unit itself first.
create function agency_branches(root uuid) returns table (id uuid, name text, level text)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.id, u.name, u.level from agency_unit u where in_scope(root) and (u.id = root or u.parent_id = root)
  order by u.id <> root, u.id;
$$;

revoke all on function agency_statistics(uuid, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz),
  agency_branches(uuid) from public;
grant execute on function
  agency_statistics(uuid, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz),
  agency_branches(uuid) to rollcall_api;
