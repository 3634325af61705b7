-- The first schema of Rollcall (DESIGN section 6). Ids are UUIDv7 made by the application; instants are timestamptz;
-- legal dates are dates in the legal zone. Every rule that can be a constraint is one.
set lock_timeout = '5s';

-- ---------------------------------------------------------------- organisation and accounts

create table agency_unit (
  id         uuid primary key,
  parent_id  uuid references agency_unit,
  level      text not null check (level in ('PROVINCE', 'PREFECTURE', 'COUNTY', 'CENTRE', 'JUSTICE_OFFICE', 'VILLAGE')),
  name       text not null check (name = btrim(name) and length(name) between 1 and 200),
  created_at timestamptz not null,
  check (id <> parent_id),
  check ((parent_id is null) = (level = 'PROVINCE'))
);
create unique index agency_unit_sibling_name on agency_unit (parent_id, name);

-- The closure of the tree: one row for each unit and each of its ancestors, itself included. A data scope is a set of
-- subtrees, so being in scope is one lookup here.
create table agency_unit_ancestor (
  unit_id     uuid not null references agency_unit,
  ancestor_id uuid not null references agency_unit,
  distance    int  not null check (distance >= 0),
  primary key (unit_id, ancestor_id),
  check ((unit_id = ancestor_id) = (distance = 0))
);
create index agency_unit_ancestor_below on agency_unit_ancestor (ancestor_id, unit_id);

create function agency_unit_extend_closure() returns trigger language plpgsql as $$
begin
  insert into agency_unit_ancestor (unit_id, ancestor_id, distance)
  select new.id, new.id, 0
  union all
  select new.id, a.ancestor_id, a.distance + 1 from agency_unit_ancestor a where a.unit_id = new.parent_id;
  return null;
end $$;
create trigger agency_unit_closure after insert on agency_unit for each row execute function agency_unit_extend_closure();

create table account (
  id            uuid primary key,
  kind          text not null check (kind in ('STAFF', 'SUPERVISEE')),
  login         text unique check (login = lower(login) and length(login) between 3 and 100),
  display_name  text not null check (length(display_name) between 1 and 200),
  password_hash text,
  created_at    timestamptz not null,
  disabled_at   timestamptz,
  check ((kind = 'STAFF') = (login is not null and password_hash is not null))
);

-- One person, several posts; each counts from its first day to before its last.
create table post (
  id         uuid primary key,
  account_id uuid not null references account,
  unit_id    uuid not null references agency_unit,
  role       text not null check (role in ('ADMIN', 'OFFICER', 'COUNTY_OFFICER', 'PROSECUTOR')),
  valid      tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)),
  exclude using gist (account_id with =, unit_id with =, role with =, valid with &&)
);
create index post_account on post (account_id);

-- Keys live in the database, wrapped by a master key that never does.
create table signing_key (
  id          uuid primary key,
  purpose     text not null check (purpose in ('ACCESS_TOKEN')),
  public_key  bytea not null,
  wrapped_key bytea not null,
  created_at  timestamptz not null,
  retired_at  timestamptz
);
create unique index signing_key_one_active on signing_key (purpose) where retired_at is null;

-- ---------------------------------------------------------------- supervisees

create table supervisee (
  id          uuid primary key references account,
  unit_id     uuid not null references agency_unit,
  case_number text not null unique check (length(case_number) between 1 and 50),
  full_name   text not null check (length(full_name) between 1 and 200),
  legal_basis text not null
    check (legal_basis in ('PUBLIC_SURVEILLANCE', 'PROBATION', 'PAROLE', 'TEMP_OUTSIDE_PRISON')),
  term_from   date not null,
  term_until  date not null, -- the last day of the term: release is at 24:00 of it (IM 53)
  zone        text not null default 'Asia/Shanghai',
  created_at  timestamptz not null,
  check (term_until >= term_from)
);
create index supervisee_unit on supervisee (unit_id, id);

-- When anything may be collected at all: from intake to release, less custody. Bitemporal: a row is never changed but
-- for the instant at which it stopped being believed.
create table collection_period (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  valid         tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)),
  known_from    timestamptz not null,
  known_until   timestamptz,
  check (known_until > known_from),
  exclude using gist (supervisee_id with =, valid with &&) where (known_until is null)
);

create table enrolment_code (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  code_hash     bytea not null unique check (length(code_hash) = 32),
  issued_by     uuid not null references account,
  issued_at     timestamptz not null,
  expires_at    timestamptz not null check (expires_at > issued_at),
  used_at       timestamptz check (used_at between issued_at and expires_at)
);

create table device (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  kind          text not null check (kind in ('PHONE', 'BRACELET')),
  public_key    bytea, -- P-256, kept since enrolment; foreign clients have none
  secret_hash   bytea unique check (length(secret_hash) = 32),
  dialect       text not null check (dialect in ('NATIVE', 'OWNTRACKS', 'TRACCAR')),
  enrolled_at   timestamptz not null,
  revoked_at    timestamptz,
  check ((dialect = 'NATIVE') = (public_key is not null))
);
create unique index device_one_active on device (supervisee_id, kind) where revoked_at is null;

-- ---------------------------------------------------------------- rules: areas, permissions

create table area (
  id         uuid primary key,
  kind       text not null check (kind in ('BOUNDARY', 'CIRCLE')),
  code       text unique,
  name       text not null check (length(name) between 1 and 200),
  created_at timestamptz not null
);

-- Boundaries change: each fix is judged by the version valid at its time.
create table area_version (
  area_id     uuid not null references area,
  version     int  not null check (version > 0),
  shape       geometry(Geometry, 4326) not null
    check (geometrytype(shape) in ('POLYGON', 'MULTIPOLYGON', 'POINT') and st_isvalid(shape)),
  radius_m    double precision check (radius_m > 0 and radius_m <= 200000),
  source_crs  text not null check (source_crs in ('WGS84', 'CGCS2000', 'GCJ02', 'BD09')),
  valid       tstzrange not null check (not isempty(valid)),
  known_from  timestamptz not null,
  primary key (area_id, version),
  check ((geometrytype(shape) = 'POINT') = (radius_m is not null))
);
create index area_version_shape on area_version using gist (shape);

create table home_area (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  area_id       uuid not null references area,
  valid         tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)),
  known_from    timestamptz not null,
  known_until   timestamptz check (known_until > known_from),
  exclude using gist (supervisee_id with =, area_id with =, valid with &&) where (known_until is null)
);
create index home_area_person on home_area (supervisee_id);

-- Applied, decided and effective are three instants: a permission that began before it was decided is retroactive, and
-- prosecutors ask for those.
create table permission (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  kind          text not null check (kind in ('SINGLE', 'RECURRING', 'MEDICAL_EMERGENCY', 'TRANSFER')),
  purpose       text not null check (length(purpose) between 1 and 1000),
  valid         tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)),
  applied_at    timestamptz not null,
  decided_at    timestamptz not null check (decided_at >= applied_at),
  decided_by    uuid not null references account,
  known_from    timestamptz not null,
  known_until   timestamptz check (known_until > known_from),
  retroactive   boolean generated always as (lower(valid) < decided_at) stored
);
create index permission_person on permission (supervisee_id);

create table permission_area (
  permission_id uuid not null references permission,
  area_id       uuid not null references area,
  primary key (permission_id, area_id)
);

-- ---------------------------------------------------------------- fixes and standings

-- One standing per person and device kind. rules_version is bumped, under this row's lock, by whoever changes a rule.
create table standing (
  supervisee_id uuid not null references supervisee,
  device_kind   text not null check (device_kind in ('PHONE', 'BRACELET')),
  rules_version bigint not null default 1 check (rules_version > 0),
  judged_seq    bigint not null default 0 check (judged_seq >= 0),
  format        smallint not null default 1,
  state         bytea not null default ''::bytea,
  refused_count bigint not null default 0 check (refused_count >= 0), -- outside a collection period: a count, no place
  primary key (supervisee_id, device_kind)
);

create table standing_due (
  supervisee_id uuid not null,
  device_kind   text not null,
  due_at        timestamptz not null,
  primary key (supervisee_id, device_kind),
  foreign key (supervisee_id, device_kind) references standing
);
create index standing_due_at on standing_due (due_at);

-- No surrogate id and nobody refers to it; day partitions are made ahead and there is no default partition.
create table fix (
  supervisee_id uuid not null,
  fixed_at      timestamptz not null, -- the device's own time, never corrected
  source_hash   bytea not null check (length(source_hash) = 16),
  received_at   timestamptz not null,
  device_id     uuid not null,
  judged_seq    bigint not null,
  lon           double precision not null check (lon between -180 and 180),
  lat           double precision not null check (lat between -90 and 90),
  raw_x         double precision not null,
  raw_y         double precision not null,
  raw_crs       text not null check (raw_crs in ('WGS84', 'CGCS2000', 'GCJ02', 'BD09')),
  accuracy_m    real check (accuracy_m > 0),
  speed_mps     real check (speed_mps >= 0),
  mock          boolean,
  trigger       text,
  verdict       text not null check (verdict in ('INSIDE', 'OUTSIDE', 'UNSURE')),
  distance_m    real,
  late          boolean not null,
  rules_version bigint not null,
  primary key (supervisee_id, fixed_at, source_hash)
) partition by range (fixed_at);

create function fix_partition_name(day date) returns text language sql immutable
  return 'fix_' || to_char(day::timestamp, 'YYYYMMDD');

-- Makes the partitions of the given UTC days; the application's worker calls it ahead of time.
create function make_fix_partitions(first_day date, last_day date) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  day date;
  made int := 0;
begin
  if last_day - first_day > 400 then
    raise exception 'at most 400 days at once';
  end if;
  for day in select generate_series(first_day, last_day, interval '1 day')::date loop
    if to_regclass(fix_partition_name(day)) is null then
      execute format('create table %I partition of fix for values from (%L) to (%L)', fix_partition_name(day),
        to_char(day::timestamp, 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char((day + 1)::timestamp, 'YYYY-MM-DD') || ' 00:00:00+00');
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;
revoke all on function make_fix_partitions(date, date) from public;
grant execute on function make_fix_partitions(date, date) to rollcall_worker;

-- ---------------------------------------------------------------- duties

create table schedule (
  id             uuid primary key,
  supervisee_id  uuid not null references supervisee,
  kind           text not null check (kind in ('CHECK_IN', 'REPORT')),
  policy_version int not null check (policy_version > 0),
  opens          time not null,
  closes         time not null,
  day_of_month   smallint check (day_of_month between 1 and 28),
  grace          interval not null check (grace >= interval '0'),
  valid          tstzrange not null check (not isempty(valid)),
  next_opens_at  timestamptz, -- the first slot not yet made; null where the schedule has ended
  check ((kind = 'REPORT') = (day_of_month is not null)),
  check (kind = 'REPORT' or closes > opens)
);
create index schedule_next on schedule (next_opens_at) where next_opens_at is not null;

create table slot (
  id             uuid primary key,
  schedule_id    uuid not null references schedule,
  supervisee_id  uuid not null references supervisee,
  kind           text not null check (kind in ('CHECK_IN', 'REPORT')),
  policy_version int not null,
  opens_at       timestamptz not null,
  closes_at      timestamptz not null check (closes_at > opens_at),
  due_at         timestamptz not null check (due_at >= closes_at), -- grace included: after this it is missed
  state          text not null check (state in ('SCHEDULED', 'OPEN', 'DONE', 'LATE', 'MISSED', 'EXCUSED')),
  done_at        timestamptz,
  unique (schedule_id, opens_at),
  check (state not in ('DONE', 'LATE') or done_at is not null)
);
create index slot_due on slot (due_at) where state in ('SCHEDULED', 'OPEN');
create index slot_person on slot (supervisee_id, opens_at);

-- A slot's state moves by new entries; none is overwritten.
create table slot_entry (
  slot_id     uuid not null references slot,
  seq         int  not null check (seq > 0),
  state       text not null check (state in ('SCHEDULED', 'OPEN', 'DONE', 'LATE', 'MISSED', 'EXCUSED')),
  at          timestamptz not null,
  actor       uuid references account,
  reason      text,
  primary key (slot_id, seq)
);

-- ---------------------------------------------------------------- alerts and what is said

create table alert (
  id            uuid primary key,
  supervisee_id uuid not null references supervisee,
  unit_id       uuid not null references agency_unit,
  code          text not null,
  cause_key     text not null check (cause_key like code || ':%' or cause_key = code),
  severity      text not null check (severity in ('INFORMATION', 'WARNING', 'CRITICAL')),
  condition     text not null check (condition in ('ACTIVE', 'CLEARED')),
  handling      text not null check (handling in
    ('OPEN', 'ACKNOWLEDGED', 'VERIFIED_INNOCENT', 'VERIFIED_BREACH', 'UNRESOLVED', 'CLOSED')),
  opened_at     timestamptz not null,
  changed_at    timestamptz not null,
  tx            xid8 not null default pg_current_xact_id()
);
-- One open alert per person and cause (invariant 4).
create unique index alert_one_open on alert (supervisee_id, cause_key) where handling <> 'CLOSED';
create index alert_unit on alert (unit_id, id desc);

create table alert_entry (
  alert_id uuid not null references alert,
  seq      int  not null check (seq > 0),
  kind     text not null check (kind in ('OPENED', 'EVIDENCE', 'REACTIVATED', 'CLEARED', 'HANDLED')),
  at       timestamptz not null,
  handling text,
  actor    uuid references account,
  reason   text,
  fact     jsonb not null default '{}',
  primary key (alert_id, seq),
  -- Software opens alerts; only people make findings (invariant 8).
  check (kind <> 'HANDLED' or (handling is not null and length(btrim(reason)) > 0)),
  check (handling is null or handling not in ('VERIFIED_INNOCENT', 'VERIFIED_BREACH') or actor is not null)
);

create table registration (
  id            uuid primary key,
  account_id    uuid not null references account,
  kind          text not null check (kind in ('FCM_TOKEN', 'FCM_INSTALLATION_ID')),
  value         text not null check (length(value) between 1 and 4096),
  registered_at timestamptz not null,
  disabled_at   timestamptz,
  unique (kind, value)
);
create index registration_account on registration (account_id) where disabled_at is null;

create table outbox (
  id           uuid primary key,
  account_id   uuid not null references account,
  alert_id     uuid references alert,
  message      jsonb not null,
  state        text not null default 'PENDING'
    check (state in ('PENDING', 'SENT', 'DEAD', 'CANCELLED_BY_RESTORE')),
  next_at      timestamptz not null,
  attempt      int not null default 0 check (attempt >= 0),
  lease_owner  text,
  lease_until  timestamptz,
  created_at   timestamptz not null,
  finished_at  timestamptz,
  last_result  text,
  check ((lease_owner is null) = (lease_until is null)),
  check ((state = 'PENDING') = (finished_at is null))
);
create index outbox_due on outbox (next_at) where state = 'PENDING';
create index outbox_inbox on outbox (account_id, id desc);

-- ---------------------------------------------------------------- audit

create table audit_entry (
  id        uuid primary key,
  at        timestamptz not null,
  actor     uuid references account,
  action    text not null,
  object_id uuid,
  purpose   text,
  detail    jsonb not null default '{}',
  tx        xid8 not null default pg_current_xact_id()
);
create index audit_object on audit_entry (object_id, at);

-- ---------------------------------------------------------------- who may touch what

grant select, insert, update on agency_unit, account, post, signing_key, supervisee, collection_period, enrolment_code,
  device, area, area_version, home_area, permission, permission_area, standing, standing_due, schedule, slot, alert,
  registration, outbox to rollcall_api;
grant select, insert on agency_unit_ancestor, slot_entry, alert_entry, audit_entry to rollcall_api;
grant select on fix to rollcall_api;

grant select on account, post, agency_unit, agency_unit_ancestor, supervisee, collection_period, device, area,
  area_version, home_area, permission, permission_area to rollcall_intake, rollcall_worker;
grant select, insert, update on standing, standing_due, alert, outbox to rollcall_intake, rollcall_worker;
grant delete on standing_due to rollcall_intake, rollcall_worker;
grant select, insert on fix, alert_entry to rollcall_intake;
grant select, insert on alert_entry, slot_entry to rollcall_worker;
grant select, insert, update on schedule, slot, registration to rollcall_worker;
grant select on all tables in schema public to rollcall_auditor;
revoke select on signing_key, enrolment_code from rollcall_auditor;

-- The second wall: the scope component sets rollcall.account_id for one transaction; without it nothing is seen.
create function scope_account() returns uuid language sql stable
  return nullif(current_setting('rollcall.account_id', true), '')::uuid;

create function in_scope(unit uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (
  select from post p join agency_unit_ancestor a on a.ancestor_id = p.unit_id
  where p.account_id = nullif(current_setting('rollcall.account_id', true), '')::uuid
    and p.valid @> now() and a.unit_id = unit);
revoke all on function in_scope(uuid) from public;
grant execute on function in_scope(uuid) to rollcall_api;

alter table supervisee enable row level security;
create policy supervisee_scope on supervisee to rollcall_api
  using (id = scope_account() or in_scope(unit_id)) with check (in_scope(unit_id));
create policy supervisee_machine on supervisee for select to rollcall_intake, rollcall_worker, rollcall_auditor using (true);

alter table alert enable row level security;
create policy alert_scope on alert to rollcall_api
  using (supervisee_id = scope_account() or in_scope(unit_id)) with check (in_scope(unit_id));
create policy alert_machine on alert to rollcall_intake, rollcall_worker using (true) with check (true);
create policy alert_audit on alert for select to rollcall_auditor using (true);

alter table fix enable row level security;
create policy fix_scope on fix for select to rollcall_api
  using (exists (select from supervisee s where s.id = fix.supervisee_id));
create policy fix_machine on fix to rollcall_intake, rollcall_worker using (true) with check (true);
create policy fix_audit on fix for select to rollcall_auditor using (true);
