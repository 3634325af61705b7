-- How data go when their time is over. Each function reads the period itself, so that no node can be set to let go of
-- something sooner; works on a few rows or people; may be called by any node, at any time, and twice; and answers how many.
-- What is held, and whoever has something open, stays. Repeatable, so that it follows whatever tables come to a class.
set lock_timeout = '5s';

-- Null: as long as the case file.
create or replace function retention_days(which text) returns int language sql stable security definer
set search_path = public, pg_temp
return (select r.days from retention_rule r where r.class = which order by r.version desc limit 1);

create or replace function is_held(person uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from legal_hold h where h.supervisee_id = person and h.lifted_at is null);

-- Whether something about that person waits for an end: what it rests on is linked to it.
create or replace function has_something_open(person uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from alert a where a.supervisee_id = person and a.handling <> 'CLOSED')
  or exists (select from remark r where r.supervisee_id = person and r.kind = 'CORRECTION_NOTICE'
    and not exists (select from remark_answer w where w.remark_id = r.id))
  or exists (select from objection o where o.supervisee_id = person
    and not exists (select from objection_decision d where d.objection_id = o.id))
  or exists (select from provisional_check_in p where p.supervisee_id = person and p.state = 'WAITING');

-- ---------------------------------------------------------------- what goes by its own age

create or replace function let_go_of_unreadable_bodies(as_of timestamptz, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before timestamptz := as_of - make_interval(days => retention_days('UNREADABLE_BODIES'));
  bodies int;
  counts int;
begin
  delete from quarantine where id in (select q.id from quarantine q join device d on d.id = q.device_id
    where q.received_at < before and not is_held(d.supervisee_id) order by q.received_at limit most
    for update of q skip locked);
  get diagnostics bodies = row_count;
  delete from quarantine_count where (device_id, day) in (select c.device_id, c.day from quarantine_count c
    join device d on d.id = c.device_id where c.day < (before at time zone 'UTC')::date and not is_held(d.supervisee_id)
    order by c.day limit most for update of c skip locked);
  get diagnostics counts = row_count;
  return greatest(bodies, counts);
end $$;

create or replace function let_go_of_staff_sessions(as_of timestamptz, most int) returns int
language sql volatile security definer set search_path = public, pg_temp
return forget_staff_sessions(as_of - make_interval(days => retention_days('STAFF_SESSIONS')), most);

-- Across accounts; each says itself when it ends. By the role that writes them.
create or replace function forget_idempotency_keys(before timestamptz, most int) returns int
language sql security definer set search_path = public, pg_temp as $$
  with ended as (select account_id, key_hash from idempotency_key where expires_at <= before order by expires_at limit most
    for update skip locked),
  gone as (delete from idempotency_key k using ended e where k.account_id = e.account_id and k.key_hash = e.key_hash
    returning 1) select count(*)::int from gone;
$$;

-- What was said of an alert stays as long as that is open.
create or replace function let_go_of_notices(as_of timestamptz, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before timestamptz := as_of - make_interval(days => retention_days('NOTICES'));
  gone uuid[];
begin
  gone := array(select o.id from outbox o left join alert a on a.id = o.alert_id
    where o.finished_at < before and (a.id is null and not is_held(o.account_id)
      or a.handling = 'CLOSED' and not is_held(a.supervisee_id))
    order by o.finished_at limit most for update of o skip locked);
  delete from delivery where outbox_id = any (gone);
  delete from outbox where id = any (gone);
  return cardinality(gone);
end $$;

-- The newest of each kind stays until its person is released: it tells why nothing comes.
create or replace function let_go_of_devices(as_of timestamptz, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before timestamptz := as_of - make_interval(days => retention_days('DEVICES'));
  gone uuid[];
  addresses int;
begin
  gone := array(select d.id from device d join supervisee s on s.id = d.supervisee_id
    where d.revoked_at < before and not is_held(d.supervisee_id) and not has_something_open(d.supervisee_id)
      and not exists (select from quarantine q where q.device_id = d.id)
      and (s.released or exists (select from device n where n.supervisee_id = d.supervisee_id and n.kind = d.kind
        and n.enrolled_at > d.enrolled_at))
    order by d.revoked_at limit most for update of d skip locked);
  delete from refresh_token where device_id = any (gone);
  delete from device_assertion where device_id = any (gone);
  delete from device_status where device_id = any (gone);
  delete from quarantine_count where device_id = any (gone);
  delete from device where id = any (gone);
  delete from registration where id in (select r.id from registration r
    where r.disabled_at < before and not is_held(r.account_id)
      and not exists (select from delivery v where v.registration_id = r.id)
    order by r.disabled_at limit most for update of r skip locked);
  get diagnostics addresses = row_count;
  return greatest(cardinality(gone), addresses);
end $$;

-- ---------------------------------------------------------------- what goes after a release, person by person

create or replace function let_go_of_person(which text, person uuid, as_of timestamptz) returns int
language plpgsql set search_path = public, pg_temp as $$
declare
  gone int := 0;
  also int;
  ids uuid[];
begin
  case which
    when 'KEPT_FIXES' then
      delete from kept_fix where supervisee_id = person;
      get diagnostics gone = row_count;
      delete from thinned_fix where supervisee_id = person;
      get diagnostics also = row_count;
      gone := gone + also;
      -- Where the raw row is there still, the link says that it is to be kept.
      delete from fix_link l where l.supervisee_id = person and not exists (select from fix f
        where f.supervisee_id = l.supervisee_id and f.fixed_at = l.fixed_at and f.source_hash = l.source_hash);
    when 'CHECK_INS', 'REPORTS' then
      ids := array(select id from slot where supervisee_id = person
        and kind = case which when 'REPORTS' then 'REPORT' else 'CHECK_IN' end);
      delete from report where slot_id = any (ids);
      delete from check_in where slot_id = any (ids);
      delete from provisional_check_in where slot_id = any (ids);
      delete from slot_entry where slot_id = any (ids);
      delete from slot where id = any (ids);
      gone := cardinality(ids);
    when 'ALERTS' then
      ids := array(select id from alert where supervisee_id = person);
      delete from delivery where outbox_id in (select id from outbox where alert_id = any (ids));
      delete from outbox where alert_id = any (ids);
      delete from alert_entry where alert_id = any (ids);
      delete from objection_decision where objection_id in (select id from objection where supervisee_id = person);
      delete from objection where supervisee_id = person;
      delete from alert where id = any (ids);
      delete from staff_task where supervisee_id = person;
      delete from late_notice where supervisee_id = person;
      delete from late_cause where supervisee_id = person;
      gone := cardinality(ids);
    when 'PERSONAL_DATA' then
      delete from personal_data where supervisee_id = person;
      get diagnostics gone = row_count;
      delete from guardian_contact where supervisee_id = person;
      get diagnostics also = row_count;
      delete from check_in_pin where supervisee_id = person;
      gone := gone + also;
      -- Whoever was guardian of a minor: that there was one stays in the record of deeds, by the id of an account without a name.
      delete from guardian_acknowledgement where notice_id in (select id from guardian_notice where supervisee_id = person);
      delete from guardian_notice where supervisee_id = person;
      with former as (delete from guardianship where supervisee_id = person returning id)
      update account a set display_name = '-', disabled_at = coalesce(a.disabled_at, as_of) from former f where a.id = f.id;
      get diagnostics also = row_count;
      gone := gone + also;
    when 'CASE_FILE' then
      update supervisee set locked = true where id = person and not locked;
      get diagnostics gone = row_count;
  end case;
  return gone;
end $$;

-- The next people whose time is over for that class.
create or replace function let_go_of_released(which text, as_of timestamptz, people int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before timestamptz := as_of - make_interval(days => retention_days(which));
  person uuid;
  done int := 0;
begin
  for person in select r.supervisee_id from release r where r.released_at < before
      and not exists (select from retention_done d where d.class = which and d.supervisee_id = r.supervisee_id)
      and not is_held(r.supervisee_id) and not has_something_open(r.supervisee_id)
      order by r.released_at, r.supervisee_id limit people for update of r skip locked loop
    insert into retention_done (class, supervisee_id, rows_gone, at)
    values (which, person, let_go_of_person(which, person, as_of), as_of);
    done := done + 1;
  end loop;
  return done;
end $$;

revoke all on function retention_days(text), is_held(uuid), has_something_open(uuid),
  forget_idempotency_keys(timestamptz, int), let_go_of_unreadable_bodies(timestamptz, int),
  let_go_of_staff_sessions(timestamptz, int), let_go_of_notices(timestamptz, int),
  let_go_of_devices(timestamptz, int), let_go_of_person(text, uuid, timestamptz), let_go_of_released(text, timestamptz, int) from public;
grant execute on function retention_days(text), let_go_of_unreadable_bodies(timestamptz, int),
  let_go_of_staff_sessions(timestamptz, int), let_go_of_notices(timestamptz, int), let_go_of_devices(timestamptz, int),
  let_go_of_released(text, timestamptz, int) to rollcall_worker;
grant execute on function forget_idempotency_keys(timestamptz, int) to rollcall_api;
