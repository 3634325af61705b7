-- How well the sender of a fix was known (IdentityStrength). Null where a node of the version before stored it. Constraints
-- that are not valid hold for what comes, and read nothing of what is there.
set lock_timeout = '5s';

alter table fix add column sender_strength smallint;
alter table fix add constraint fix_sender_strength check (sender_strength between 0 and 3) not valid;
alter table kept_fix add column sender_strength smallint;
alter table kept_fix add constraint kept_fix_sender_strength check (sender_strength between 0 and 3) not valid;

-- Whether an app of others has anything to report from a person's phone: under CHECKPOINT nothing of it is kept. Asked in
-- the scope of whoever enrols it.
create function asks_for_apps(person uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from location_mode m where m.supervisee_id = person and m.device_kind = 'PHONE'
    and m.mode <> 'CHECKPOINT' and m.known_until is null and m.valid @> at);
$$;
revoke all on function asks_for_apps(uuid, timestamptz) from public;
grant execute on function asks_for_apps(uuid, timestamptz) to rollcall_api;
