-- The units of the asker's subtrees, by the posts that count for what is asked (scope_posts, V8) and whose role may see a
-- case at all: who runs the system or keeps its accounts does not, and who helps with one person does not see a county. As a sub-select in a
-- policy it is worked out once a statement. Repeatable, so that it follows whatever versioned file spoke of it last.
set lock_timeout = '5s';

create or replace function scope_units() returns uuid[] language sql stable security definer
set search_path = public, pg_temp
return (select coalesce(array_agg(distinct a.unit_id), '{}') from scope_posts() p
  join agency_unit_ancestor a on a.ancestor_id = p.unit_id
  where p.role not in ('ADMIN', 'OPERATOR', 'TEAM_MEMBER', 'VILLAGE_ASSISTANT'));
revoke all on function scope_units() from public;
grant execute on function scope_units() to rollcall_api;
