-- One phone a person, unless the county says otherwise, for one person or for a unit, with a reason. More than one counts only
-- while nothing but check-ins is asked for: two phones that report where they are tell nothing of where the person is.
set lock_timeout = '5s';

-- From an instant on, until somebody ends it. Never changed but for its end, which is never ahead.
create table device_allowance (
  id            uuid primary key,
  supervisee_id uuid references supervisee,
  unit_id       uuid references agency_unit,
  phones        int not null check (phones between 2 and 3),
  valid         tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)),
  reason        text not null check (length(reason) between 1 and 1000),
  given_by      uuid not null references account,
  check (num_nonnulls(supervisee_id, unit_id) = 1),
  exclude using gist (supervisee_id with =, valid with &&) where (supervisee_id is not null),
  exclude using gist (unit_id with =, valid with &&) where (unit_id is not null)
);
create index device_allowance_person on device_allowance (supervisee_id, id);
create index device_allowance_unit on device_allowance (unit_id, id);
grant select, insert on device_allowance to rollcall_api;
grant update (valid) on device_allowance to rollcall_api;
grant select on device_allowance to rollcall_auditor;
alter table device_allowance enable row level security;
create policy device_allowance_read on device_allowance for select to rollcall_api using (
  supervisee_id = (select scope_account()) or in_scope(unit_id) or exists (
    select from supervisee s where s.id = device_allowance.supervisee_id and in_scope(s.unit_id)));
create policy device_allowance_give on device_allowance for insert to rollcall_api with check (
  given_by = scope_account() and (in_scope(unit_id, 'COUNTY_OFFICER') or exists (select from supervisee s
    where s.id = device_allowance.supervisee_id and in_scope(s.unit_id, 'COUNTY_OFFICER'))));
create policy device_allowance_end on device_allowance for update to rollcall_api using (
  in_scope(unit_id, 'COUNTY_OFFICER') or exists (select from supervisee s where s.id = device_allowance.supervisee_id
    and in_scope(s.unit_id, 'COUNTY_OFFICER')));
create policy device_allowance_audit on device_allowance for select to rollcall_auditor using (true);

-- The phone that was enrolled last is the person's; a spare one is beside it. A node of the version before ends both when
-- it enrols another.
alter table device
  add column spare boolean not null default false,
  add constraint device_spare check (not spare or (kind = 'PHONE' and dialect = 'NATIVE'));
create unique index device_one_of_its_own on device (supervisee_id, kind) where revoked_at is null and not spare;
-- Somebody's devices were found by the index that is dropped.
create index device_counting on device (supervisee_id, kind) where revoked_at is null;
drop index device_one_active;
create index device_spare_phones on device (supervisee_id) where spare and revoked_at is null;

-- How many phones of ours that person may have. One where a mode in which phones report by themselves runs or is ahead:
-- nothing happens at the instant at which it begins. Of several allowances the largest counts; one that has ended never
-- does, whatever instant is asked for.
create function phones_allowed(person uuid, at timestamptz) returns int language sql stable security definer
set search_path = public, pg_temp
return case
  when exists (select from location_mode m where m.supervisee_id = person and m.device_kind = 'PHONE'
    and m.mode <> 'CHECKPOINT' and m.known_until is null and (upper_inf(m.valid) or upper(m.valid) > at)) then 1
  else greatest(1, (select max(a.phones) from device_allowance a where upper_inf(a.valid) and (a.supervisee_id = person
    or a.unit_id in (select u.ancestor_id from supervisee s join agency_unit_ancestor u on u.unit_id = s.unit_id
      where s.id = person)))) end;

-- Makes room for a phone of ours: as many as may stay beside it become spare, the newest first, the rest end as replaced. Which
-- have ended. Whoever enrols two at once comes one after the other, by the code that each has used up. A mode that begins
-- and an allowance that ends are waited for, or wait, by the standings and by the allowance: else what they end would not be
-- seen here, nor what stays there.
create function make_room_for_phone(person uuid, at timestamptz) returns setof uuid language plpgsql volatile
security definer set search_path = public, pg_temp as $$
declare
  staying uuid[];
begin
  if scope_account() is distinct from person then
    raise exception 'only for oneself' using errcode = 'insufficient_privilege';
  end if;
  perform from standing where supervisee_id = person order by device_kind for share;
  perform from device_allowance a where upper_inf(a.valid) and (a.supervisee_id = person
    or a.unit_id in (select u.ancestor_id from supervisee s join agency_unit_ancestor u on u.unit_id = s.unit_id
      where s.id = person)) order by a.id for share of a;
  staying := array(select d.id from device d where d.supervisee_id = person and d.kind = 'PHONE' and d.dialect = 'NATIVE'
    and d.revoked_at is null order by d.enrolled_at desc, d.id desc limit phones_allowed(person, at) - 1);
  update device set spare = true where id = any (staying) and not spare;
  return query update device d set revoked_at = greatest(d.enrolled_at, at), replaced_at = greatest(d.enrolled_at, at)
    where d.supervisee_id = person and d.kind = 'PHONE' and d.revoked_at is null and d.id <> all (staying)
    returning d.id;
end $$;

-- Ends spare phones that are too many by now, of one person or of all of a unit: the oldest of them. The person's own stays.
create function end_spare_phones(of_person uuid, of_unit uuid, at timestamptz) returns void language sql volatile
security definer set search_path = public, pg_temp as $$
  update device d set revoked_at = greatest(d.enrolled_at, at)
  from (select o.id, o.supervisee_id,
      row_number() over (partition by o.supervisee_id order by o.enrolled_at desc, o.id desc) as place
    from device o where o.spare and o.revoked_at is null and (o.supervisee_id = of_person or o.supervisee_id in (
      select s.id from supervisee s join agency_unit_ancestor a on a.unit_id = s.unit_id where a.ancestor_id = of_unit))
    ) as spares
  where d.id = spares.id and d.revoked_at is null and spares.place > phones_allowed(spares.supervisee_id, at) - 1;
$$;

create function location_mode_ends_spares() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform end_spare_phones(new.supervisee_id, null, new.known_from);
  return null;
end $$;
create trigger location_mode_ends_spares after insert on location_mode for each row
  when (new.device_kind = 'PHONE' and new.mode <> 'CHECKPOINT') execute function location_mode_ends_spares();

create function allowance_ends_spares() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform end_spare_phones(new.supervisee_id, new.unit_id, upper(new.valid));
  return null;
end $$;
create trigger allowance_ends_spares after update of valid on device_allowance for each row
  when (not upper_inf(new.valid)) execute function allowance_ends_spares();

revoke all on function phones_allowed(uuid, timestamptz), make_room_for_phone(uuid, timestamptz),
  end_spare_phones(uuid, uuid, timestamptz), location_mode_ends_spares(), allowance_ends_spares() from public;
grant execute on function make_room_for_phone(uuid, timestamptz) to rollcall_api;
