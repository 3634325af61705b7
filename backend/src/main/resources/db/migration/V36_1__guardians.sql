-- Guardians of minors (DOMAIN 3.11): an account that is told of its ward, and says that it was told. No place, no offence.
set lock_timeout = '5s';

alter table account drop constraint account_kind_check;
alter table account add constraint account_kind_check check (kind in ('STAFF', 'SUPERVISEE', 'GUARDIAN')) not valid;
alter table account validate constraint account_kind_check;
create policy account_guardian on account for insert to rollcall_api with check (kind = 'GUARDIAN');

-- The id is the guardian's account. A code is good once; of it and of the secret that it gives only hashes are here.
create table guardianship (
  id              uuid primary key references account,
  supervisee_id   uuid not null references supervisee,
  valid           tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)),
  opened_by       uuid not null references account,
  code_hash       bytea not null unique check (length(code_hash) = 32),
  code_expires_at timestamptz not null,
  code_used_at    timestamptz,
  secret_hash     bytea unique check (length(secret_hash) = 32),
  check ((code_used_at is null) = (secret_hash is null))
);
create index guardianship_person on guardianship (supervisee_id, id);

-- What was told, to whoever is guardian of that person while it is so.
create table guardian_notice (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  kind          text not null check (kind in ('INTAKE', 'DUTY_MISSED', 'LEAVE_DECIDED', 'ANNOUNCEMENT', 'PENALTY', 'DUTY_OF_CARE')),
  takes_place   timestamptz check (takes_place is null or kind in ('ANNOUNCEMENT', 'PENALTY')),
  told_at       timestamptz not null,
  told_by       uuid references account -- none where it follows from something else
);
create index guardian_notice_person on guardian_notice (supervisee_id, id desc);

create table guardian_acknowledgement (
  notice_id   uuid not null references guardian_notice,
  guardian_id uuid not null references guardianship,
  at          timestamptz not null,
  primary key (notice_id, guardian_id)
);

grant select, insert on guardian_notice to rollcall_api;
grant insert on guardian_notice to rollcall_worker;
grant select (id, supervisee_id, valid, opened_by, code_expires_at, code_used_at), insert, update (valid) on guardianship to rollcall_api;
grant select on guardian_acknowledgement to rollcall_api;
grant select (id, supervisee_id, valid, opened_by, code_expires_at, code_used_at) on guardianship to rollcall_auditor;
grant select on guardian_notice, guardian_acknowledgement to rollcall_auditor;

alter table guardianship enable row level security;
create policy guardianship_read on guardianship for select to rollcall_api using (exists (
  select from supervisee s where s.id = guardianship.supervisee_id and in_scope(s.unit_id)));
create policy guardianship_open on guardianship for insert to rollcall_api with check (exists (
  select from supervisee s where s.id = guardianship.supervisee_id and s.regime = 'JUVENILE' and in_scope(s.unit_id)));
create policy guardianship_end on guardianship for update to rollcall_api using (exists (
  select from supervisee s where s.id = guardianship.supervisee_id and in_scope(s.unit_id)));
create policy guardianship_audit on guardianship for select to rollcall_auditor using (true);
alter table guardian_notice enable row level security;
create policy guardian_notice_read on guardian_notice for select to rollcall_api using (exists (
  select from supervisee s where s.id = guardian_notice.supervisee_id and in_scope(s.unit_id)));
create policy guardian_notice_tell on guardian_notice for insert to rollcall_api with check (exists (
  select from supervisee s where s.id = guardian_notice.supervisee_id and s.regime = 'JUVENILE' and in_scope(s.unit_id)));
create policy guardian_notice_machine on guardian_notice for insert to rollcall_worker with check (true);
create policy guardian_notice_audit on guardian_notice for select to rollcall_auditor using (true);
alter table guardian_acknowledgement enable row level security;
create policy guardian_acknowledgement_read on guardian_acknowledgement for select to rollcall_api using (exists (
  select from guardian_notice n where n.id = guardian_acknowledgement.notice_id));
create policy guardian_acknowledgement_audit on guardian_acknowledgement for select to rollcall_auditor using (true);

-- Whether anything is told of that person: not after the term, and not after a release.
create function supervised(person uuid, at timestamptz) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from supervisee s where s.id = person and (s.term_until + 1)::timestamp at time zone s.zone > at
  and not exists (select from release r where r.supervisee_id = s.id and r.released_at <= at));

-- Exchanges a code for a secret, once. Asked before there is a scope.
create function redeem_guardian_code(code bytea, secret bytea, at timestamptz) returns table (guardian uuid, ward uuid)
language sql volatile security definer set search_path = public, pg_temp as $$
  update guardianship g set code_used_at = at, secret_hash = secret
  where g.code_hash = code and g.code_used_at is null and g.code_expires_at > at and g.valid @> at
    and supervised(g.supervisee_id, at)
  returning g.id, g.supervisee_id;
$$;

-- Whose secret it is, while the guardianship lasts and the ward is supervised.
create function guardian_of_secret(secret bytea, at timestamptz) returns uuid language sql stable security definer
set search_path = public, pg_temp
return (select g.id from guardianship g join account a on a.id = g.id and a.disabled_at is null
  where g.secret_hash = secret and g.valid @> at and supervised(g.supervisee_id, at));

-- What the guardian who asks was told, newest first: since the guardianship began.
create function ward_notices(before_id uuid, most int, asked_at timestamptz)
returns table (id uuid, kind text, takes_place timestamptz, told_at timestamptz, acknowledged_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select n.id, n.kind, n.takes_place, n.told_at, k.at
  from guardianship g join guardian_notice n on n.supervisee_id = g.supervisee_id and n.told_at >= lower(g.valid)
  left join guardian_acknowledgement k on k.notice_id = n.id and k.guardian_id = g.id
  where g.id = scope_account() and g.valid @> asked_at and supervised(g.supervisee_id, asked_at)
    and (before_id is null or n.id < before_id)
  order by n.id desc limit most;
$$;

-- Says that the guardian who asks was told. The first time counts. None where it is no notice of theirs.
create function acknowledge_ward_notice(notice uuid, asked_at timestamptz)
returns table (id uuid, kind text, takes_place timestamptz, told_at timestamptz, acknowledged_at timestamptz, ward uuid, first boolean)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  person uuid;
  added int;
begin
  select g.supervisee_id into person from guardianship g join guardian_notice n on n.id = notice
    and n.supervisee_id = g.supervisee_id and n.told_at >= lower(g.valid)
    where g.id = scope_account() and g.valid @> asked_at and supervised(g.supervisee_id, asked_at);
  if person is null then
    return;
  end if;
  insert into guardian_acknowledgement as k (notice_id, guardian_id, at) values (notice, scope_account(), asked_at)
    on conflict do nothing;
  get diagnostics added = row_count;
  return query select n.id, n.kind, n.takes_place, n.told_at, k.at, person, added = 1 from guardian_notice n
    join guardian_acknowledgement k on k.notice_id = n.id and k.guardian_id = scope_account() where n.id = notice;
end $$;

-- Whether it is recorded whom to call; who that is stays sealed.
create function has_guardian_contact(person uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from guardian_contact c join supervisee s on s.id = c.supervisee_id
  where c.supervisee_id = person and in_scope(s.unit_id));

revoke all on function supervised(uuid, timestamptz), has_guardian_contact(uuid), redeem_guardian_code(bytea, bytea, timestamptz),
  guardian_of_secret(bytea, timestamptz), ward_notices(uuid, int, timestamptz),
  acknowledge_ward_notice(uuid, timestamptz) from public;
grant execute on function supervised(uuid, timestamptz), has_guardian_contact(uuid), redeem_guardian_code(bytea, bytea, timestamptz),
  guardian_of_secret(bytea, timestamptz), ward_notices(uuid, int, timestamptz),
  acknowledge_ward_notice(uuid, timestamptz) to rollcall_api;
