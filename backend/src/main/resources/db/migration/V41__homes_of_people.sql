-- Where somebody lives is shown to nobody who sees no case, and to others one at a time, on a purpose and on record. A circle
-- is always somebody's; a boundary is where nobody gave it a code and somebody is judged by it.
set lock_timeout = '5s';

-- Whether somebody is judged by it. Runs across scopes: whose it is, is not told.
create function area_of_somebody(asked uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from home_area h where h.area_id = asked and h.known_until is null)
  or exists (select from permission_area p where p.area_id = asked);

-- Whether it is the asker's to add a version to, though it be hidden from them.
create function area_ours(asked uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from area a where a.id = asked and in_scope(a.unit_id));

revoke all on function area_of_somebody(uuid), area_ours(uuid) from public;
grant execute on function area_of_somebody(uuid), area_ours(uuid) to rollcall_api;

alter policy area_read on area using ((select scope_account()) is not null
  and (kind <> 'CIRCLE' and (code is not null or not area_of_somebody(id))
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
