-- Repeatable, so that it follows whatever versioned file spoke of the record last.
-- What inspectors ask of the record. The application reads audit_entry through these alone: each answers for people in the
-- asker's scope, by the posts that count for what is asked, and is as narrow as its question.
set lock_timeout = '5s';

-- Who did or looked at what about one person, newest first.
create or replace function audit_of_person(person uuid, since timestamptz, until timestamptz, kinds text[],
  before_at timestamptz, before_id uuid, most int)
returns table (id uuid, at timestamptz, actor uuid, actor_name text, actor_login text, posts jsonb, session_id uuid,
  device_id uuid, action text, object_id uuid, purpose text, detail jsonb, was jsonb, became jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id, e.at, e.actor, a.display_name, a.login,
    (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'unitId', u.id, 'unitName', u.name)
      order by p.id), '[]') from post p join agency_unit u on u.id = p.unit_id where p.id = any (e.posts)),
    e.session_id, e.device_id, e.action, e.object_id, e.purpose, e.detail, e.before, e.after
  from audit_entry e left join account a on a.id = e.actor
  where e.person_id = person and e.at >= since and e.at < until
    and exists (select from supervisee s where s.id = person and in_scope(s.unit_id))
    and (kinds is null or e.action = any (kinds))
    and (e.at, e.id) < (coalesce(before_at, 'infinity'), coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
  order by e.at desc, e.id desc limit most;
$$;

-- Whose account it is to ask about: who has or had a post in scope, or is under supervision there.
create or replace function exposed_account_in_scope(who uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
return exists (select from post p where p.account_id = who and in_scope(p.unit_id))
  or exists (select from supervisee s where s.id = who and in_scope(s.unit_id));

-- Which people's data an account saw in a time, as far as that is on record, and whose it could have seen by the posts that
-- it held then. A session narrows both to what was done in it and to the post that it holds, a device to what it did.
create or replace function audit_exposure(who uuid, session uuid, device uuid, since timestamptz, until timestamptz,
  after_person uuid, most int)
returns table (person uuid, seen jsonb, reached_as text[])
language sql stable security definer set search_path = public, pg_temp as $$
  with entry as materialized (
    select e.person_id, e.action, count(*) as times, min(e.at) as first_at, max(e.at) as last_at
    from audit_entry e
    where e.actor = who and e.at >= since and e.at < until and e.person_id is not null
      and (session is null or e.session_id = session) and (device is null or e.device_id = device)
    group by e.person_id, e.action
  ), seen as materialized (
    select person_id, jsonb_agg(jsonb_build_object('action', action, 'count', times, 'firstAt', first_at, 'lastAt', last_at)
      order by action) as actions
    from entry group by person_id
  ), reach as materialized (
    select a.unit_id, array_agg(distinct p.role order by p.role) as roles
    from post p join agency_unit_ancestor a on a.ancestor_id = p.unit_id
    where p.account_id = who and p.role not in ('ADMIN', 'OPERATOR', 'TEAM_MEMBER', 'VILLAGE_ASSISTANT')
      and p.valid && tstzrange(since, until) and device is null
      and (session is null or p.id = coalesce((select s.post_id from staff_session s where s.id = session
        and s.account_id = who), p.id))
    group by a.unit_id
  )
  select s.id, coalesce(n.actions, '[]'), coalesce(r.roles, case when s.id = who then array['SUPERVISEE'] end, '{}')
  from supervisee s left join seen n on n.person_id = s.id left join reach r on r.unit_id = s.unit_id
  where s.id > coalesce(after_person, '00000000-0000-0000-0000-000000000000')
    and (n.person_id is not null or r.unit_id is not null or s.id = who)
    and s.unit_id = any ((select scope_units())::uuid[])
  order by s.id limit most;
$$;

revoke all on function audit_of_person(uuid, timestamptz, timestamptz, text[], timestamptz, uuid, int),
  exposed_account_in_scope(uuid), audit_exposure(uuid, uuid, uuid, timestamptz, timestamptz, uuid, int) from public;
grant execute on function audit_of_person(uuid, timestamptz, timestamptz, text[], timestamptz, uuid, int),
  exposed_account_in_scope(uuid), audit_exposure(uuid, uuid, uuid, timestamptz, timestamptz, uuid, int) to rollcall_api;
