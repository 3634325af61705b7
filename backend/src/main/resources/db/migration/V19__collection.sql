-- What may be collected of whom, on which recorded basis and for how long (DOMAIN 3.7): without a row CHECKPOINT for a
-- phone, and nothing at all for a bracelet. Bitemporal, as all rules: a row is never changed but for the instant at which
-- it stopped being believed, and who adds one moves the rules version on.
set lock_timeout = '5s';

-- What lets a phone be followed by the minute: a paper of its own, never a box ticked beside the mode.
create table legal_instruction (
  id              uuid primary key,
  supervisee_id   uuid not null references supervisee,
  document_number text not null check (length(btrim(document_number)) between 1 and 100),
  issued_by       text not null check (length(btrim(issued_by)) between 1 and 200),
  reason          text not null check (length(btrim(reason)) between 1 and 1000),
  valid_until     timestamptz not null,
  recorded_by     uuid not null references account,
  recorded_at     timestamptz not null check (recorded_at < valid_until),
  unique (id, supervisee_id, valid_until)
);
create index legal_instruction_person on legal_instruction (supervisee_id, id desc);

-- Electronic positioning devices (CCL 29): one of five grounds, the county bureau head, at most three months to the day.
create table positioning_order (
  id              uuid primary key,
  supervisee_id   uuid not null references supervisee,
  serial_number   text not null check (length(btrim(serial_number)) between 1 and 100),
  ground          text not null check (ground in ('RESTRAINING_ORDER_BROKEN', 'LEFT_WITHOUT_PERMISSION',
    'REFUSED_TO_REPORT', 'POLICE_PENALTY', 'RECALL_PROPOSED')),
  evidence        text not null check (length(btrim(evidence)) between 1 and 1000),
  document_number text not null check (length(btrim(document_number)) between 1 and 100),
  approver_name   text not null check (length(btrim(approver_name)) between 1 and 200),
  approver_role   text not null check (approver_role = 'COUNTY_BUREAU_HEAD'),
  first_day       date not null,
  last_day        date not null, -- it ends at 24:00 of it, by the person's clock
  valid           tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)
    and not lower_inf(valid) and not upper_inf(valid)),
  valid_until     timestamptz not null generated always as (upper(valid)) stored,
  extension_of    uuid,
  recorded_by     uuid not null references account,
  recorded_at     timestamptz not null,
  check (last_day >= first_day and last_day < first_day + interval '3 months'),
  check (extension_of <> id),
  unique (id, supervisee_id),
  unique (id, supervisee_id, valid_until),
  foreign key (extension_of, supervisee_id) references positioning_order (id, supervisee_id)
);
create index positioning_order_person on positioning_order (supervisee_id, id desc);
create index positioning_order_extension on positioning_order (extension_of);

create table location_mode (
  id                 uuid primary key,
  supervisee_id      uuid not null references supervisee,
  device_kind        text not null check (device_kind in ('PHONE', 'BRACELET')),
  mode               text not null check (mode in ('CHECKPOINT', 'SPARSE', 'TRIP', 'CONTINUOUS')),
  basis              text not null check (length(btrim(basis)) between 1 and 500),
  reason             text not null check (length(btrim(reason)) between 1 and 1000),
  interval_s         int check (interval_s between 60 and 86400),
  hours_from_minute  int check (hours_from_minute between 0 and 1439),
  hours_until_minute int check (hours_until_minute between 1 and 1440 and hours_until_minute > hours_from_minute),
  notified_at        timestamptz,
  permission_id      uuid references permission,
  instruction_id     uuid,
  order_id           uuid,
  basis_until        timestamptz,
  valid              tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)
    and not lower_inf(valid)),
  known_from         timestamptz not null,
  known_until        timestamptz check (known_until > known_from),
  set_by             uuid not null references account,
  exclude using gist (supervisee_id with =, device_kind with =, valid with &&) where (known_until is null),
  foreign key (instruction_id, supervisee_id, basis_until)
    references legal_instruction (id, supervisee_id, valid_until),
  foreign key (order_id, supervisee_id, basis_until) references positioning_order (id, supervisee_id, valid_until),
  check ((mode = 'CHECKPOINT') = (interval_s is null)),
  -- Sparse is sparse, and in hours that the person was told of (CCL 26, 34).
  check (mode not in ('SPARSE', 'TRIP') or interval_s >= 900),
  check ((mode = 'SPARSE') = (hours_from_minute is not null)),
  check ((hours_from_minute is null) = (hours_until_minute is null)),
  check (mode <> 'SPARSE' or notified_at is not null),
  check ((mode = 'TRIP') = (permission_id is not null)),
  -- By the minute: a phone by an instruction, a bracelet by an order and in no other way; neither for longer than that.
  check ((mode = 'CONTINUOUS' and device_kind = 'PHONE') = (instruction_id is not null)),
  check ((device_kind = 'BRACELET') = (order_id is not null)),
  check (device_kind = 'PHONE' or mode = 'CONTINUOUS'),
  check ((basis_until is null) = (instruction_id is null and order_id is null)),
  check (basis_until is null or (not upper_inf(valid) and upper(valid) <= basis_until))
);
create index location_mode_person on location_mode (supervisee_id, id desc);
create index location_mode_believed on location_mode (supervisee_id) where known_until is null;

-- Which bracelet: an order is for one serial number.
alter table device
  add column serial_number text check (length(btrim(serial_number)) between 1 and 100),
  add constraint device_serial_number check (kind = 'BRACELET' or serial_number is null);
create unique index device_one_serial_number on device (serial_number) where revoked_at is null;

alter table standing
  -- More than the mode asks for: a count, no place.
  add column surplus_count bigint not null default 0 check (surplus_count >= 0),
  -- When anything came of such a device, to the minute.
  add column last_contact_at timestamptz,
  -- How far that device's clock is ahead, by what it said and when that came; how many said so, and how many in a row
  -- said otherwise; since when it is off by more than is tolerated.
  add column clock_device_id uuid,
  add column clock_ahead_ms bigint not null default 0,
  add column clock_samples int not null default 0 check (clock_samples >= 0),
  add column clock_dissent int not null default 0 check (clock_dissent >= 0),
  add column clock_off_since timestamptz;

grant select, insert on legal_instruction, positioning_order, location_mode to rollcall_api;
grant update (known_until) on location_mode to rollcall_api;
grant select on positioning_order, location_mode to rollcall_intake, rollcall_worker;
grant select on legal_instruction, positioning_order, location_mode to rollcall_auditor;

alter table legal_instruction enable row level security;
create policy legal_instruction_scope on legal_instruction to rollcall_api
  using (exists (select from supervisee s where s.id = legal_instruction.supervisee_id))
  with check (exists (select from supervisee s where s.id = legal_instruction.supervisee_id and in_scope(s.unit_id)));
create policy legal_instruction_audit on legal_instruction for select to rollcall_auditor using (true);
alter table positioning_order enable row level security;
create policy positioning_order_scope on positioning_order to rollcall_api
  using (exists (select from supervisee s where s.id = positioning_order.supervisee_id))
  with check (exists (select from supervisee s where s.id = positioning_order.supervisee_id and in_scope(s.unit_id)));
create policy positioning_order_machine on positioning_order for select
  to rollcall_intake, rollcall_worker, rollcall_auditor using (true);
alter table location_mode enable row level security;
create policy location_mode_scope on location_mode to rollcall_api
  using (exists (select from supervisee s where s.id = location_mode.supervisee_id))
  with check (exists (select from supervisee s where s.id = location_mode.supervisee_id and in_scope(s.unit_id)));
create policy location_mode_machine on location_mode for select to rollcall_intake, rollcall_worker, rollcall_auditor
  using (true);
