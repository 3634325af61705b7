-- Where somebody lives is shown to nobody who sees no case, and to others one at a time, on a purpose and on record. A circle
-- is always somebody's; a boundary is where nobody gave it a code, it was drawn below the county, and one person alone is or
-- was judged by it: what a county draws, or several are judged by, is everybody's to use.
set lock_timeout = '5s';

create index home_area_ever on home_area (area_id);

-- Whether a boundary is somebody's home, also by what was believed before. Runs across scopes: whose it is, is not told.
create function boundary_of_one(asked uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (
  with judged as not materialized (
    select h.supervisee_id as person from home_area h where h.area_id = asked
    union all
    select p.supervisee_id from permission_area a join permission p on p.id = a.permission_id where a.area_id = asked)
  select from area a left join agency_unit u on u.id = a.unit_id
    cross join lateral (select j.person from judged j limit 1) one
  where a.id = asked and a.kind = 'BOUNDARY' and a.code is null
    and coalesce(agency_unit_rank(u.level) > agency_unit_rank('COUNTY'), true)
    and not exists (select from judged j where j.person <> one.person));

-- Whether a boundary lies somewhere at that instant, though it be hidden: who has its id may use it.
create function boundary_lies(asked uuid, at timestamptz) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from area a join area_version v on v.area_id = a.id
  where a.id = asked and a.kind = 'BOUNDARY' and (lower_inf(v.valid) or lower(v.valid) <= at));

-- Whether a minor is judged by it whom the asker may not know. Runs across scopes, as they may not then either.
create function area_of_hidden_minor(asked uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from supervisee s where s.regime = 'JUVENILE' and not may_see_minor(s.unit_id)
  and s.id in (
    select h.supervisee_id from home_area h where h.area_id = asked
    union all
    select p.supervisee_id from permission_area a join permission p on p.id = a.permission_id where a.area_id = asked));

-- Whether it is the asker's to add a version to, though it be hidden from them.
create function area_ours(asked uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from area a where a.id = asked and in_scope(a.unit_id));

revoke all on function boundary_of_one(uuid), boundary_lies(uuid, timestamptz), area_of_hidden_minor(uuid), area_ours(uuid)
  from public;
grant execute on function boundary_of_one(uuid), boundary_lies(uuid, timestamptz), area_of_hidden_minor(uuid), area_ours(uuid)
  to rollcall_api;

alter policy area_read on area using ((select scope_account()) is not null
  and (kind <> 'CIRCLE' and (code is not null or not boundary_of_one(id))
    or unit_id = any ((select scope_units())::uuid[])
    or exists (select from home_area h where h.area_id = area.id)
    or exists (select from permission_area p where p.area_id = area.id)));
alter policy area_version_add on area_version with check (area_ours(area_id));

-- A circle is moved by whose posts show cases: where it lies says how its people are judged.
create or replace function area_of_code(asked text) returns table (id uuid, kind text, ours boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.kind, coalesce(in_scope(a.unit_id) and (a.kind <> 'CIRCLE' or a.unit_id = any (scope_units())), false)
  from area a where a.code = asked;
$$;
