-- Who is a superior of one county and an officer of another looks at the first as a superior: which posts show a person decides,
-- and not which roles the asker has somewhere.
set lock_timeout = '5s';

-- Of the posts that count for what is asked, and show that person.
create function sees_as_superior_alone(person uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return (select coalesce(bool_and(p.role = 'SUPERIOR'), false) from supervisee s
  join agency_unit_ancestor a on a.unit_id = s.unit_id join scope_posts() p on p.unit_id = a.ancestor_id
  where s.id = person);
revoke all on function sees_as_superior_alone(uuid) from public;
grant execute on function sees_as_superior_alone(uuid) to rollcall_api;
