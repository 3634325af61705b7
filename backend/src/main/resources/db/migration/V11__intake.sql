-- Intake at work: how people are judged, what a fix says beside its place, and ticks for those whose rules changed.
set lock_timeout = '5s';

alter table fix
  add column sent_at timestamptz, -- by the device's clock, as fixed_at
  add column provider text check (provider in ('SATELLITE', 'NETWORK', 'FUSED'));

-- How verdicts become transitions and alerts (DOMAIN 3.7 and 6, DESIGN section 2). A row is never changed: who wants
-- other values adds a version and assigns it. Version 1 judges everybody who has no other.
create table judging_policy (
  version                int primary key check (version > 0),
  mode                   text not null check (mode in ('CHECKPOINT', 'SPARSE', 'TRIP', 'CONTINUOUS')),
  border_m               double precision not null check (border_m >= 0),
  sharp_m                double precision not null check (sharp_m > 0),
  useless_m              double precision not null check (useless_m > sharp_m),
  accuracy_scale         double precision not null check (accuracy_scale between 0.5 and 5),
  hold_down_fixes        int not null check (hold_down_fixes between 2 and 1000), -- one fix never opens anything
  hold_down_s            int not null check (hold_down_s >= 0),
  live_within_s          int not null check (live_within_s > 0),
  future_tolerance_s     int not null check (future_tolerance_s >= 0),
  unsure_for_s           int not null check (unsure_for_s >= live_within_s),
  deviation_for_s        int not null check (deviation_for_s >= 0),
  return_within_s        int not null check (return_within_s >= live_within_s),
  row_expiry_s           int not null check (row_expiry_s > 0),
  zone_sharp_m           double precision not null check (zone_sharp_m > 0),
  zone_usable_m          double precision not null check (zone_usable_m >= zone_sharp_m),
  spoof_look_back_s      int not null check (spoof_look_back_s >= 0),
  spoof_threshold        int not null,
  spoof_mock             int not null check (spoof_mock >= 0 and spoof_mock < spoof_threshold), -- never one sign alone
  spoof_jump             int not null check (spoof_jump >= 0 and spoof_jump < spoof_threshold),
  spoof_frozen           int not null check (spoof_frozen >= 0 and spoof_frozen < spoof_threshold),
  spoof_clock            int not null check (spoof_clock >= 0 and spoof_clock < spoof_threshold),
  max_speed_mps          double precision not null check (max_speed_mps > 0),
  frozen_repeats         int not null check (frozen_repeats > 0),
  clock_ahead_s          int not null check (clock_ahead_s >= 0),
  bursts                 boolean not null,
  burst_fixes            int not null check (burst_fixes between 1 and 3), -- lawful in every mode
  burst_within_s         int not null check (burst_within_s between 1 and 120),
  quiet_from             time not null, -- by the person's clock; an exit in these hours is critical
  quiet_until            time not null,
  critical_beyond_m      double precision not null check (critical_beyond_m > 0),
  overdue_critical_s     int not null check (overdue_critical_s > 0)
);
insert into judging_policy values (1, 'CHECKPOINT', 100, 50, 2000, 1, 3, 60, 900, 120, 3600, 3600, 43200, 43200, 50, 300,
  86400, 80, 50, 40, 30, 30, 300 / 3.6::double precision, 5, 30, true, 3, 120, '22:00', '06:00', 50000, 86400);

-- Who is judged by which, and when. Bitemporal, as all rules; who adds a row bumps the rules version.
create table judging_assignment (
  id             uuid primary key,
  supervisee_id  uuid not null references supervisee,
  policy_version int not null references judging_policy,
  valid          tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid)
    and not lower_inf(valid)),
  known_from     timestamptz not null,
  known_until    timestamptz check (known_until > known_from),
  exclude using gist (supervisee_id with =, valid with &&) where (known_until is null)
);

grant select on judging_policy, judging_assignment to rollcall_api, rollcall_intake, rollcall_worker, rollcall_auditor;
grant insert on judging_policy, judging_assignment to rollcall_api;
grant update (known_until) on judging_assignment to rollcall_api;
alter table judging_assignment enable row level security;
create policy judging_assignment_scope on judging_assignment to rollcall_api
  using (exists (select from supervisee s where s.id = judging_assignment.supervisee_id))
  with check (exists (select from supervisee s where s.id = judging_assignment.supervisee_id and in_scope(s.unit_id)));
create policy judging_assignment_machine on judging_assignment for select
  to rollcall_intake, rollcall_worker, rollcall_auditor using (true);

-- A change of rules may bring or move a deadline of somebody who sends nothing any more: due at once, so that the next
-- sweep looks. In the transaction that changes them, under the lock that it holds.
create function standing_due_at_once() returns trigger language plpgsql as $$
begin
  insert into standing_due (supervisee_id, device_kind, due_at) values (new.supervisee_id, new.device_kind, 'epoch')
  on conflict (supervisee_id, device_kind) do update set due_at = excluded.due_at;
  return null;
end $$;
create trigger standing_rules_changed after update of rules_version on standing
  for each row when (new.rules_version <> old.rules_version) execute function standing_due_at_once();
create trigger standing_made after insert on standing for each row execute function standing_due_at_once();

-- A check-in counts its slot in the transaction of its fix.
grant select, update on slot to rollcall_intake;
grant select, insert on slot_entry to rollcall_intake;
create policy slot_intake on slot to rollcall_intake using (true) with check (true);

-- Which fix was which check-in: a repetition finds its slot again, and a second one in a window is kept. No foreign key
-- to the fix, which nobody refers to.
create table check_in (
  supervisee_id uuid not null references supervisee,
  fixed_at      timestamptz not null,
  source_hash   bytea not null check (length(source_hash) = 16),
  slot_id       uuid not null references slot,
  received_at   timestamptz not null,
  primary key (supervisee_id, fixed_at, source_hash)
);
create index check_in_slot on check_in (slot_id);
grant select, insert on check_in to rollcall_intake;
grant select on check_in to rollcall_api, rollcall_worker, rollcall_auditor;
alter table check_in enable row level security;
create policy check_in_scope on check_in for select to rollcall_api
  using (exists (select from supervisee s where s.id = check_in.supervisee_id));
create policy check_in_machine on check_in to rollcall_intake, rollcall_worker using (true) with check (true);
create policy check_in_audit on check_in for select to rollcall_auditor using (true);
