-- The roles of the field, posts with an end that is known, and covers: one officer has another's post for some days.
-- Give the new roles once all nodes are of this version: one of the version before cannot show them.
set lock_timeout = '5s';

alter table post drop constraint post_role_check;
alter table post add constraint post_role_check check (role in ('ADMIN', 'OPERATOR', 'TEAM_MEMBER', 'VILLAGE_ASSISTANT',
  'OFFICER', 'COUNTY_OFFICER', 'BUREAU_HEAD', 'SUPERIOR', 'PROSECUTOR', 'DUTY_OFFICER')) not valid;
alter table post validate constraint post_role_check;

alter table post add column covers uuid references post;
alter table post add constraint post_cover check (covers is null or (not upper_inf(valid) and role <> 'ADMIN'
  and covers <> id));
create index post_covers on post (covers) where covers is not null;

-- Whether a post counts at that instant: a cover counts no longer than what it covers.
create function post_counts(covered uuid, valid tstzrange, at timestamptz) returns boolean language sql stable
  return valid @> at and (covered is null or exists (select from post o where o.id = covered and o.valid @> at));
revoke all on function post_counts(uuid, tstzrange, timestamptz) from public;
grant execute on function post_counts(uuid, tstzrange, timestamptz) to rollcall_api, rollcall_intake, rollcall_worker;

create or replace function scope_posts() returns setof post language sql stable begin atomic
  select p.* from post p where p.account_id = scope_account() and post_counts(p.covers, p.valid, now())
    and (scope_post() is null or p.id = scope_post())
    and (scope_roles() is null or p.role = any (scope_roles()));
end;

-- Whose post is covered by whom: by somebody who holds a post in the same county already, or, above counties, in the same
-- part of the tree. The procuratorate's posts are its own, and the agency's the agency's.
create function may_cover(asked uuid, who uuid, at timestamptz) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (
    select from post p
    join agency_unit_ancestor up on up.unit_id = p.unit_id
    join agency_unit top on top.id = up.ancestor_id and (top.level = 'COUNTY' or (top.id = p.unit_id
      and agency_unit_rank(top.level) < agency_unit_rank('COUNTY')))
    join agency_unit_ancestor down on down.ancestor_id = top.id
    join post q on q.unit_id = down.unit_id and q.account_id = who and q.covers is null and q.valid @> at
      and q.role not in ('ADMIN', 'OPERATOR', 'TEAM_MEMBER', 'VILLAGE_ASSISTANT')
      and (q.role = 'PROSECUTOR') = (p.role = 'PROSECUTOR')
    join account a on a.id = who and a.disabled_at is null
    where p.id = asked and p.account_id <> who);
$$;
revoke all on function may_cover(uuid, uuid, timestamptz) from public;
grant execute on function may_cover(uuid, uuid, timestamptz) to rollcall_api;

-- Who holds a post has it covered; who covers and who is covered end it.
create policy post_cover on post for insert to rollcall_api with check (covers is not null and exists (
  select from post o where o.id = post.covers and o.account_id = scope_account() and o.covers is null
    and o.unit_id = post.unit_id and o.role = post.role and o.valid @> now()));
create policy post_cover_end on post for update to rollcall_api
  using (covers is not null and (account_id = scope_account() or exists (
    select from post o where o.id = post.covers and o.account_id = scope_account())));

-- A duty officer sees what is open. Everybody else whose role sees alerts sees all of them.
create function scope_units_of_all_alerts() returns uuid[] language sql stable security definer
set search_path = public, pg_temp
return (select coalesce(array_agg(distinct a.unit_id), '{}') from scope_posts() p
  join agency_unit_ancestor a on a.ancestor_id = p.unit_id where p.role <> 'DUTY_OFFICER');
revoke all on function scope_units_of_all_alerts() from public;
grant execute on function scope_units_of_all_alerts() to rollcall_api;
create policy alert_on_duty on alert as restrictive to rollcall_api using (handling <> 'CLOSED'
  or supervisee_id = (select scope_account()) or unit_id = any ((select scope_units_of_all_alerts())::uuid[]));

-- What a sign-in asks (V32), by the posts that count.
create or replace function sign_in_facts(name text, wanted uuid, network text, at timestamptz)
returns table (id uuid, hash text, holds_post boolean, roles text[], has_factor boolean, network_known boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.password_hash,
    wanted is null or exists (select from post p where p.id = wanted and p.account_id = a.id and post_counts(p.covers, p.valid, at)),
    array(select p.role from post p where p.account_id = a.id and post_counts(p.covers, p.valid, at)
      and (wanted is null or p.id = wanted)),
    exists (select from staff_second_factor f where f.account_id = a.id and f.confirmed_at is not null),
    exists (select from staff_session s where s.account_id = a.id and s.address_prefix = network)
  from account a where a.login = name and a.kind = 'STAFF' and a.disabled_at is null;
$$;
