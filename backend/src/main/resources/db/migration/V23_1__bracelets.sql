-- A bracelet is enrolled by a code that an order gives, for its serial number and no other.
set lock_timeout = '5s';

alter table enrolment_code
  add column serial_number text check (length(btrim(serial_number)) between 1 and 100); -- null: for a phone

-- A node of the version before knows phones only: for it a bracelet's code is none.
create or replace function redeem_enrolment_code(hash bytea, at timestamptz) returns table (code_id uuid, person uuid)
language sql volatile security definer set search_path = public, pg_temp as $$
  update enrolment_code c set used_at = greatest(at, c.issued_at)
  where c.code_hash = hash and c.used_at is null and c.replaced_at is null and c.expires_at > at
    and c.serial_number is null
    and exists (select from account a where a.id = c.supervisee_id and a.disabled_at is null)
  returning c.id, c.supervisee_id;
$$;

create function redeem_device_code(hash bytea, at timestamptz)
returns table (code_id uuid, person uuid, serial_number text)
language sql volatile security definer set search_path = public, pg_temp as $$
  update enrolment_code c set used_at = greatest(at, c.issued_at)
  where c.code_hash = hash and c.used_at is null and c.replaced_at is null and c.expires_at > at
    and exists (select from account a where a.id = c.supervisee_id and a.disabled_at is null)
  returning c.id, c.supervisee_id, c.serial_number;
$$;
revoke all on function redeem_device_code(bytea, timestamptz) from public;
grant execute on function redeem_device_code(bytea, timestamptz) to rollcall_api;
