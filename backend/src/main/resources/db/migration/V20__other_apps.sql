-- Phones with three more apps, secrets that may end, tokens that renew themselves, and what phones say of their health.
set lock_timeout = '5s';

-- A node of the version before answers 503 to such a phone, which sends again.
alter table device drop constraint device_dialect_check;
alter table device
  add constraint device_dialect_check
    check (dialect in ('NATIVE', 'OWNTRACKS', 'TRACCAR', 'TRANSISTORSOFT', 'OVERLAND', 'GPSLOGGER')),
  add column secret_expires_at timestamptz check (secret_expires_at > enrolled_at), -- null: as long as it is enrolled
  add column passphrase_sealed bytea check (length(passphrase_sealed) between 29 and 100),
  add constraint device_passphrase_is_of_owntracks check (passphrase_sealed is null or dialect = 'OWNTRACKS'),
  add constraint device_secret_that_ends check (secret_expires_at is null or secret_hash is not null);

-- The tokens of one device are a family. Each renews once; the one before is taken again while its successor was never
-- used, since then the answer was lost. Anything else that was used comes from somebody who copied it.
create table refresh_token (
  id         uuid primary key,
  device_id  uuid not null references device,
  parent_id  uuid, -- no foreign key: parents are forgotten first
  token_hash bytea not null unique check (length(token_hash) = 32),
  issued_at  timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  used_at    timestamptz check (used_at >= issued_at),
  revoked_at timestamptz check (revoked_at >= issued_at),
  check (parent_id <> id)
);
create index refresh_token_device on refresh_token (device_id);
create index refresh_token_parent on refresh_token (parent_id) where parent_id is not null;
create index refresh_token_expires on refresh_token (expires_at);
grant insert on refresh_token to rollcall_api;
alter table refresh_token enable row level security;
create policy refresh_token_scope on refresh_token for insert to rollcall_api
  with check (exists (select from device d where d.id = refresh_token.device_id));

-- What comes out: the device and its person, and whether the family was ended because a used token came back. No row
-- where there is no such token, it has expired, or its device does not count any more.
create function renew_refresh_token(hash bytea, new_id uuid, new_hash bytea, at timestamptz, until timestamptz)
returns table (device uuid, person uuid, reused boolean)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  token refresh_token;
  holder uuid;
begin
  -- Two that come for one device at once come one after the other.
  select d.id, d.supervisee_id into device, holder
  from refresh_token t join device d on d.id = t.device_id join account a on a.id = d.supervisee_id
  where t.token_hash = hash and d.revoked_at is null and a.disabled_at is null for update of d;
  if not found then
    return;
  end if;
  select * into token from refresh_token t where t.token_hash = hash;
  if not found or token.expires_at <= at then
    return;
  end if;
  person := holder;
  reused := token.revoked_at is not null or token.used_at is not null and not exists (
    select from refresh_token c where c.parent_id = token.id and c.used_at is null and c.revoked_at is null);
  if reused then
    update refresh_token t set revoked_at = greatest(at, t.issued_at)
    where t.device_id = token.device_id and t.revoked_at is null;
    return next;
    return;
  end if;
  update refresh_token c set revoked_at = greatest(at, c.issued_at)
  where c.parent_id = token.id and c.revoked_at is null;
  update refresh_token t set used_at = coalesce(t.used_at, greatest(at, t.issued_at)) where t.id = token.id;
  insert into refresh_token (id, device_id, parent_id, token_hash, issued_at, expires_at)
  values (new_id, token.device_id, token.id, new_hash, at, until);
  return next;
end $$;

-- Those that would not be taken any more; and used ones after so long that a copy is worth nothing.
create function forget_refresh_tokens(expired_before timestamptz, used_before timestamptz) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from refresh_token where expires_at <= expired_before or used_at <= used_before returning 1)
  select count(*) from gone;
$$;
revoke all on function renew_refresh_token(bytea, uuid, bytea, timestamptz, timestamptz),
  forget_refresh_tokens(timestamptz, timestamptz) from public;
grant execute on function renew_refresh_token(bytea, uuid, bytea, timestamptz, timestamptz),
  forget_refresh_tokens(timestamptz, timestamptz) to rollcall_api;

-- The token of a foreign app lets in its fixes and nothing else: only a key that never leaves the phone is the person.
create or replace function holds_device(holder uuid, held uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from account a join device d on d.supervisee_id = a.id and d.id = held and d.revoked_at is null
    and d.dialect = 'NATIVE' where a.id = holder and a.disabled_at is null);
$$;

-- What a phone last said of what its app may and can do; null where it does not say. Only from collection periods.
create table device_status (
  device_id             uuid primary key references device,
  received_at           timestamptz not null,
  location_permission   text check (location_permission in ('ALWAYS', 'WHILE_IN_USE', 'DENIED', 'NOT_ASKED')),
  location_on           boolean,
  precise               boolean,
  power_saving          boolean,
  background_restricted boolean,
  changed_at            timestamptz not null check (changed_at <= received_at) -- since when it has said the same
);
grant select, insert, update on device_status to rollcall_intake;
grant select on device_status to rollcall_api, rollcall_worker, rollcall_auditor;
alter table device_status enable row level security;
create policy device_status_scope on device_status for select to rollcall_api
  using (exists (select from device d where d.id = device_status.device_id));
create policy device_status_machine on device_status to rollcall_intake, rollcall_worker using (true) with check (true);
create policy device_status_audit on device_status for select to rollcall_auditor using (true);
