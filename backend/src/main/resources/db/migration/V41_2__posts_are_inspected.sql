-- Who keeps accounts gives themself no post that shows people, and who gave and ended which post is shown to inspectors.
set lock_timeout = '5s';

alter policy post_give on post with check (in_scope(unit_id, 'ADMIN')
  and (account_id <> scope_account() or role in ('ADMIN', 'OPERATOR')));
-- Nothing of a post is changed but how long it counts.
revoke update on post from rollcall_api;
grant update (valid) on post to rollcall_api;
create index post_of_unit on post (unit_id, id desc);

-- Of the units in scope, newest first. Who gave and who ended one is of the record; what a provider gave, nobody here did.
create function inspected_posts(before uuid, most int)
returns table (post_id uuid, display_name text, login text, from_provider boolean, given_by uuid, given_by_name text,
  given_at timestamptz, ended_by uuid, ended_by_name text, ended_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select n.id, a.display_name, a.login, n.from_provider, g.actor, ga.display_name, g.at, e.actor, ea.display_name, e.at
  from (select p.* from unnest(scope_units()) as u (id) cross join lateral (
      select p.* from post p where p.unit_id = u.id and p.id < before order by p.id desc limit most) p
    order by p.id desc limit most) n
  join account a on a.id = n.account_id
  left join lateral (select r.actor, r.at from audit_entry r where r.object_id = n.id
    and r.action in ('POST_CREATED', 'COVER_GIVEN') order by r.at limit 1) g on true
  left join account ga on ga.id = g.actor
  left join lateral (select r.actor, r.at from audit_entry r where r.object_id = n.id
    and r.action in ('POST_ENDED', 'COVER_ENDED') order by r.at desc limit 1) e on true
  left join account ea on ea.id = e.actor
  order by n.id desc;
$$;
revoke all on function inspected_posts(uuid, int) from public;
grant execute on function inspected_posts(uuid, int) to rollcall_api;
