-- The register and the enrolment of phones: nobody outside the scope sees a period, a code or a device.
set lock_timeout = '5s';

-- The hot path asks for the believed periods of many people at once.
create index collection_period_believed on collection_period (supervisee_id) where known_until is null;

-- Making a code ends the unused ones before it: a person has one at most.
alter table enrolment_code
  add column replaced_at timestamptz check (replaced_at >= issued_at),
  add constraint enrolment_code_used_or_replaced check (used_at is null or replaced_at is null);
create unique index enrolment_code_one_open on enrolment_code (supervisee_id)
  where used_at is null and replaced_at is null;

-- Proofs of a device's key that were taken once, until they would have ended anyway.
create table device_assertion (
  device_id  uuid not null references device,
  jti_hash   bytea not null check (length(jti_hash) = 32),
  expires_at timestamptz not null,
  primary key (device_id, jti_hash)
);
create index device_assertion_expires on device_assertion (expires_at);
grant insert on device_assertion to rollcall_api;

-- What must be answered before anybody is known, each as narrow as its question.

create function holds_device(holder uuid, held uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from account a join device d on d.supervisee_id = a.id and d.id = held and d.revoked_at is null
    where a.id = holder and a.disabled_at is null);
$$;

create function device_key(asked uuid) returns table (supervisee_id uuid, public_key bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.supervisee_id, d.public_key from device d join account a on a.id = d.supervisee_id
  where d.id = asked and d.dialect = 'NATIVE' and d.revoked_at is null and a.disabled_at is null;
$$;

-- Uses up a code. Of two that come with it at once the second waits for the first and then finds nothing. A node whose
-- clock is behind the one that issued the code uses it at its issue.
create function redeem_enrolment_code(hash bytea, at timestamptz) returns table (code_id uuid, person uuid)
language sql volatile security definer set search_path = public, pg_temp as $$
  update enrolment_code c set used_at = greatest(at, c.issued_at)
  where c.code_hash = hash and c.used_at is null and c.replaced_at is null and c.expires_at > at
    and exists (select from account a where a.id = c.supervisee_id and a.disabled_at is null)
  returning c.id, c.supervisee_id;
$$;

create function forget_device_assertions(before timestamptz) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from device_assertion where expires_at <= before returning 1)
  select count(*) from gone;
$$;

revoke all on function holds_device(uuid, uuid), device_key(uuid), redeem_enrolment_code(bytea, timestamptz),
  forget_device_assertions(timestamptz) from public;
grant execute on function holds_device(uuid, uuid), device_key(uuid), redeem_enrolment_code(bytea, timestamptz),
  forget_device_assertions(timestamptz) to rollcall_api;

alter table collection_period enable row level security;
create policy collection_period_scope on collection_period to rollcall_api
  using (exists (select from supervisee s where s.id = collection_period.supervisee_id))
  with check (exists (select from supervisee s where s.id = collection_period.supervisee_id and in_scope(s.unit_id)));
create policy collection_period_machine on collection_period for select to rollcall_intake, rollcall_worker,
  rollcall_auditor using (true);

-- Staff only: a code is nothing that its person looks up.
alter table enrolment_code enable row level security;
create policy enrolment_code_scope on enrolment_code to rollcall_api
  using (exists (select from supervisee s where s.id = enrolment_code.supervisee_id and in_scope(s.unit_id)))
  with check (exists (select from supervisee s where s.id = enrolment_code.supervisee_id and in_scope(s.unit_id)));

-- A phone is enrolled in the scope of its person, whom the code names.
alter table device enable row level security;
create policy device_scope on device to rollcall_api
  using (exists (select from supervisee s where s.id = device.supervisee_id))
  with check (exists (select from supervisee s where s.id = device.supervisee_id));
create policy device_machine on device for select to rollcall_intake, rollcall_worker, rollcall_auditor using (true);
