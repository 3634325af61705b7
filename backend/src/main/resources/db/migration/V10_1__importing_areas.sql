-- What the import of areas needs: whose a new area is, and an order between changing a boundary and using it.
set lock_timeout = '5s';

-- The highest unit at which the asker works; its areas are what the asker adds.
create function own_unit() returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  select p.unit_id from post p
    where p.account_id = scope_account() and p.valid @> now() and p.role <> 'PROSECUTOR'
    order by (select count(*) from agency_unit_ancestor a where a.unit_id = p.unit_id), p.unit_id limit 1;
$$;
revoke all on function own_unit() from public;
grant execute on function own_unit() to rollcall_api;

-- Who makes somebody's rules out of areas shares these; who changes the areas has them alone before looking for the
-- people concerned. So nobody is missed who is given an area while it changes. A few locks for all areas, taken in
-- one order, so that thousands of areas need no thousands of locks.
create function share_areas(areas uuid[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(4711, bucket)
    from (select distinct hashtext(a::text) & 255 as bucket from unnest(areas) a order by 1) ordered;
end $$;
create function hold_areas(areas uuid[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(4711, bucket)
    from (select distinct hashtext(a::text) & 255 as bucket from unnest(areas) a order by 1) ordered;
end $$;
