-- Staff: who keeps an account, the post that a session holds, and the second wall around the organisation.
set lock_timeout = '5s';

-- The unit whose admin made the account: that unit keeps it until it holds a post. Absent where the operator made it.
alter table account add column made_in uuid references agency_unit;
create index account_staff on account (id) where kind = 'STAFF';

-- A unit lies below its parent by its level too; and none ever moves, since the closure would not follow.
create function agency_unit_rank(level text) returns int language sql immutable
  return array_position(array['PROVINCE', 'PREFECTURE', 'COUNTY', 'CENTRE', 'JUSTICE_OFFICE', 'VILLAGE'], level);

create function agency_unit_keep_order() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.parent_id is distinct from old.parent_id or new.level <> old.level) then
    raise exception 'a unit keeps its parent and its level' using errcode = 'check_violation';
  end if;
  if agency_unit_rank(new.level) <= (select agency_unit_rank(level) from agency_unit where id = new.parent_id) then
    raise exception 'a unit lies below its parent' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger agency_unit_order before insert or update on agency_unit
  for each row execute function agency_unit_keep_order();

-- ---------------------------------------------------------------- the scope of one transaction

-- Beside the account, a transaction may name the one post that its session holds, and the roles that what is asked
-- demands: posts of other roles do not count for it. Either is absent where it is empty.
create function scope_post() returns uuid language sql stable
  return nullif(current_setting('rollcall.post_id', true), '')::uuid;
create function scope_roles() returns text[] language sql stable
  return string_to_array(nullif(current_setting('rollcall.roles', true), ''), ',');

-- The posts that count.
create function scope_posts() returns setof post language sql stable begin atomic
  select p.* from post p where p.account_id = scope_account() and p.valid @> now()
    and (scope_post() is null or p.id = scope_post())
    and (scope_roles() is null or p.role = any (scope_roles()));
end;

create or replace function in_scope(unit uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (
  select from scope_posts() p join agency_unit_ancestor a on a.ancestor_id = p.unit_id where a.unit_id = unit);

-- By posts of that role alone.
create function in_scope(unit uuid, as_role text) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (
  select from scope_posts() p join agency_unit_ancestor a on a.ancestor_id = p.unit_id
  where a.unit_id = unit and p.role = as_role);

-- Whose account it is to keep: whoever has one of its posts in scope that have not ended; where all have, one of those;
-- where there never was one, the unit that made it.
create function account_in_scope(who uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return case
  when exists (select from post p where p.account_id = who and (upper_inf(p.valid) or upper(p.valid) > now()))
    then exists (select from post p where p.account_id = who and (upper_inf(p.valid) or upper(p.valid) > now())
      and in_scope(p.unit_id))
  when exists (select from post p where p.account_id = who)
    then exists (select from post p where p.account_id = who and in_scope(p.unit_id))
  else exists (select from account a where a.id = who and in_scope(a.made_in)) end;

revoke all on function in_scope(uuid, text), account_in_scope(uuid) from public;
grant execute on function in_scope(uuid, text), account_in_scope(uuid) to rollcall_api;

-- ---------------------------------------------------------------- the second wall

alter table agency_unit enable row level security;
create policy agency_unit_scope on agency_unit for select to rollcall_api using (in_scope(id));
create policy agency_unit_add on agency_unit for insert to rollcall_api with check (in_scope(parent_id, 'ADMIN'));
create policy agency_unit_machine on agency_unit for select to rollcall_intake, rollcall_worker, rollcall_auditor
  using (true);

-- Reading is open: who signs in has no scope yet. Writing is an admin's.
alter table post enable row level security;
create policy post_read on post for select to rollcall_api, rollcall_intake, rollcall_worker, rollcall_auditor
  using (true);
create policy post_give on post for insert to rollcall_api with check (in_scope(unit_id, 'ADMIN'));
create policy post_change on post for update to rollcall_api
  using (in_scope(unit_id, 'ADMIN')) with check (in_scope(unit_id, 'ADMIN'));

alter table account enable row level security;
create policy account_read on account for select to rollcall_api, rollcall_intake, rollcall_worker, rollcall_auditor
  using (true);
create policy account_make on account for insert to rollcall_api
  with check (kind = 'SUPERVISEE' or in_scope(made_in, 'ADMIN'));
create policy account_change on account for update to rollcall_api
  using (kind = 'SUPERVISEE' or account_in_scope(id)) with check (kind = 'SUPERVISEE' or account_in_scope(id));
