-- How far apart, in seconds, the fixes of a person's kind of device are asked for; null where none are. Asked in the scope of
-- whoever enrols it: an app that takes no word from an answer is set up with it.
set lock_timeout = '5s';

create function asked_interval(person uuid, kind text, at timestamptz) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select m.interval_s from location_mode m where m.supervisee_id = person and m.device_kind = kind
    and m.mode <> 'CHECKPOINT' and m.known_until is null and m.valid @> at;
$$;
revoke all on function asked_interval(uuid, text, timestamptz) from public;
grant execute on function asked_interval(uuid, text, timestamptz) to rollcall_api;
