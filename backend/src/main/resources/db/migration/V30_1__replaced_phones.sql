-- A phone that another took the place of may still send what it gathered before that, for a while. One that was ended for
-- another reason (custody, release, a hand that ended it) may not.
set lock_timeout = '5s';

alter table device add column replaced_at timestamptz check (replaced_at = revoked_at);

-- The key of a phone that was replaced after that instant.
create function replaced_device_key(asked uuid, since timestamptz) returns table (supervisee_id uuid, public_key bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.supervisee_id, d.public_key from device d join account a on a.id = d.supervisee_id
  where d.id = asked and d.dialect = 'NATIVE' and d.replaced_at > since and a.disabled_at is null;
$$;
revoke all on function replaced_device_key(uuid, timestamptz) from public;
grant execute on function replaced_device_key(uuid, timestamptz) to rollcall_api;
