-- A token names a person and a device. That both belong together is asked once for a token, since it never changes.
set lock_timeout = '5s';

create function device_is_of(holder uuid, held uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from device d where d.id = held and d.supervisee_id = holder);
$$;
revoke all on function device_is_of(uuid, uuid) from public;
grant execute on function device_is_of(uuid, uuid) to rollcall_api;

-- Whoever gets a phone that another had enrols it anew.
create function device_stays_its_persons() returns trigger language plpgsql as $$
begin
  raise exception 'a device stays its person''s' using errcode = 'check_violation';
end $$;
create trigger device_stays_its_persons before update of supervisee_id on device for each row
  when (old.supervisee_id <> new.supervisee_id) execute function device_stays_its_persons();
