-- Who helps with whom: a team member or a village assistant sees the people that are assigned to them, of these the name
-- and what is due, and nothing else (DOMAIN 10.2).
set lock_timeout = '5s';

create table assignment (
  id            uuid primary key,
  account_id    uuid not null references account,
  supervisee_id uuid not null references supervisee,
  valid         tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)),
  assigned_by   uuid not null references account,
  exclude using gist (account_id with =, supervisee_id with =, valid with &&)
);
create index assignment_person on assignment (supervisee_id, id);
create index assignment_account on assignment (account_id, supervisee_id);

grant select, insert on assignment to rollcall_api;
grant update (valid) on assignment to rollcall_api;
grant select on assignment to rollcall_auditor;
alter table assignment enable row level security;
create policy assignment_scope on assignment to rollcall_api
  using (exists (select from supervisee s where s.id = assignment.supervisee_id and in_scope(s.unit_id)))
  with check (exists (select from supervisee s where s.id = assignment.supervisee_id and in_scope(s.unit_id)));
create policy assignment_audit on assignment for select to rollcall_auditor using (true);

-- Whether somebody helps where that person is.
create function may_help(who uuid, person uuid, at timestamptz) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from supervisee s join agency_unit_ancestor a on a.unit_id = s.unit_id
    join post p on p.unit_id = a.ancestor_id and p.account_id = who and post_counts(p.covers, p.valid, at)
      and p.role in ('TEAM_MEMBER', 'VILLAGE_ASSISTANT')
    join account c on c.id = who and c.disabled_at is null where s.id = person);
$$;

-- What who asks is shown of the people assigned to them, while they help where these are. A minor's name is masked.
create function assigned_people(after uuid, most int, at timestamptz)
returns table (id uuid, full_name text, regime text, unit_name text, kind text, opens_at timestamptz, due_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.full_name, s.regime, u.name, t.kind, t.opens_at, t.due_at
  from supervisee s join agency_unit u on u.id = s.unit_id
  left join lateral (select t.kind, t.opens_at, t.due_at from slot t where t.supervisee_id = s.id and t.due_at > at
    and t.state in ('SCHEDULED', 'OPEN') order by t.due_at limit 1) t on true
  where (after is null or s.id > after) and exists (select from assignment a where a.account_id = scope_account()
    and a.supervisee_id = s.id and a.valid @> at) and may_help(scope_account(), s.id, at)
  order by s.id limit most;
$$;
revoke all on function may_help(uuid, uuid, timestamptz), assigned_people(uuid, int, timestamptz) from public;
grant execute on function may_help(uuid, uuid, timestamptz), assigned_people(uuid, int, timestamptz) to rollcall_api;
