-- The register of processing: what is kept, why, by which rule, for how long, and what comes then (PIPL 19, 47, 51). The
-- jobs read their periods here, so that no node can be set to let go of something sooner than another.
set lock_timeout = '5s';

-- What there is, and what the law or a sane hand leaves room for. Nobody changes it but a migration.
create table retention_class (
  name         text primary key check (name ~ '^[A-Z_]{3,40}$'),
  place        int not null unique, -- in the register
  holds        text not null check (length(holds) between 1 and 500),
  counted_from text not null check (counted_from in ('FIXED', 'RECEIVED', 'FINISHED', 'ENDED', 'RECORDED', 'RELEASED')),
  least_days   int not null check (least_days >= 1),
  most_days    int not null check (most_days >= least_days and most_days <= 36525),
  bounded_by   text not null check (length(bounded_by) between 1 and 500),
  ends         text[] not null check (cardinality(ends) > 0 and ends <@ array['DELETE', 'THIN', 'LOCK', 'KEEP'])
);

-- Nothing is overwritten: what was in force when is asked years later.
create table retention_rule (
  id          uuid primary key,
  class       text not null references retention_class,
  version     int not null check (version > 0),
  days        int check (days > 0), -- null: as long as the case file
  at_end      text not null check (at_end in ('DELETE', 'THIN', 'LOCK', 'KEEP')),
  purpose     text not null check (length(btrim(purpose)) between 1 and 1000),
  legal_basis text not null check (length(btrim(legal_basis)) between 1 and 1000),
  reason      text not null check (length(btrim(reason)) between 1 and 1000),
  changed_by  uuid references account, -- null: as it came
  changed_at  timestamptz not null,
  unique (class, version),
  check ((days is null) = (at_end = 'KEEP')),
  check ((version = 1) = (changed_by is null))
);

create function retention_rule_fits() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  bounds retention_class;
begin
  select * into strict bounds from retention_class c where c.name = new.class;
  if new.days not between bounds.least_days and bounds.most_days then
    raise exception 'days of % are % to %', new.class, bounds.least_days, bounds.most_days using errcode = 'check_violation';
  end if;
  if not new.at_end = any (bounds.ends) then
    raise exception 'the end of % is one of %', new.class, bounds.ends using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger retention_rule_fits before insert on retention_rule for each row execute function retention_rule_fits();

insert into retention_class (name, place, holds, counted_from, least_days, most_days, bounded_by, ends) values
  ('RAW_FIXES', 1, 'Places of check-ins, and of modes that a recorded basis allows, as they came', 'FIXED', 30, 3650,
    'ours: a month in which somebody may object', array['THIN']),
  ('KEPT_FIXES', 2, 'What stays of a trace: what an alert, a leave, a finding or a dispute rests on, and one fix a day',
    'RELEASED', 365, 36525, 'ours: a year in which somebody may object', array['KEEP', 'DELETE']),
  ('UNREADABLE_BODIES', 3, 'What phones sent and nobody could read, sealed', 'RECEIVED', 7, 365,
    'ours: the time to mend an app', array['DELETE']),
  ('CHECK_INS', 4, 'Check-ins: those made, missed and excused', 'RELEASED', 365, 36525,
    'ours: a year in which somebody may object', array['KEEP', 'DELETE']),
  ('REPORTS', 5, 'Reports: those submitted, missed and excused', 'RELEASED', 365, 36525,
    'ours: a year in which somebody may object', array['KEEP', 'DELETE']),
  ('ALERTS', 6, 'Alerts and what was made of them', 'RELEASED', 1096, 36525,
    'NDSR 12: what was said of them is kept three years', array['KEEP', 'DELETE']),
  ('PERSONAL_DATA', 7, 'Identity document, telephone number, health notes, whom to call about a minor; sealed', 'RELEASED',
    365, 36525, 'ours: a year in which somebody may object', array['KEEP', 'DELETE']),
  ('CASE_FILE', 8, 'The case file: all of it, when the term is over', 'RELEASED', 1, 1096,
    'ours: the paperwork of a release', array['LOCK']),
  ('DEVICES', 9, 'Phones and bracelets that are no longer used: their keys, states and push addresses', 'ENDED', 30, 3650,
    'ours: a month in which a backlog may come', array['DELETE']),
  ('NOTICES', 10, 'What was said to whom over which channel', 'FINISHED', 1096, 36525,
    'NDSR 12: what goes to others is on record for three years', array['DELETE']),
  ('STAFF_SESSIONS', 11, 'Sessions of staff', 'ENDED', 1, 1096, 'ours', array['DELETE']),
  ('REPEATED_REQUESTS', 12, 'Answers to requests that may be repeated, sealed', 'RECEIVED', 1, 1,
    'ours: the contract states the day', array['DELETE']),
  ('RECORD_OF_DEEDS', 13, 'Who did and who saw what', 'RECORDED', 1096, 36525,
    'CSL 21, NDSR 12; sealed as one chain, out of which nothing is taken', array['KEEP']);

insert into retention_rule (id, class, version, days, at_end, purpose, legal_basis, reason, changed_at)
select ('00000000-0000-7000-8000-' || lpad(c.place::text, 12, '0'))::uuid, class, 1, days, at_end, purpose, legal_basis,
  'as it came', '2026-11-30T00:00:00Z' from (values
  ('RAW_FIXES', 90, 'THIN', 'to know whether somebody is where they may be', 'CCL 26, 29; IM 28, 37; PIPL 13(3), 19'),
  ('KEPT_FIXES', null, 'KEEP', 'to show what a finding, a leave or an objection rests on', 'CCL 26, 28; PIPL 13(3), 47'),
  ('UNREADABLE_BODIES', 30, 'DELETE', 'so that no evidence is lost to a fault of an app', 'PIPL 8, 13(3), 19'),
  ('CHECK_INS', null, 'KEEP', 'the duties themselves', 'IM 24; PIPL 13(3), 47'),
  ('REPORTS', null, 'KEEP', 'the duties themselves', 'IM 24; PIPL 13(3), 47'),
  ('ALERTS', null, 'KEEP', 'so that people verify what software states', 'CCL 26; PIPL 13(3), 24, 47'),
  ('PERSONAL_DATA', null, 'KEEP', 'to know who somebody is, to reach them, to judge what can be asked of them',
    'IM 17; CCL 53; PIPL 13(3), 28, 47'),
  ('CASE_FILE', 30, 'LOCK', 'to carry out the sentence, and to answer for it afterwards', 'CCL 22, 34, 44; IM 17; PIPL 47'),
  ('DEVICES', 365, 'DELETE', 'to know who sent something, and why nothing came', 'CCL 26; PIPL 13(3), 19'),
  ('NOTICES', 1096, 'DELETE', 'to know what was said to whom, and whether it came', 'NDSR 12; PIPL 13(3)'),
  ('STAFF_SESSIONS', 30, 'DELETE', 'so that staff see where they are signed in', 'CSL 21; PIPL 19'),
  ('REPEATED_REQUESTS', 1, 'DELETE', 'so that what is asked twice is done once', 'PIPL 8, 19'),
  ('RECORD_OF_DEEDS', null, 'KEEP', 'to know who did and who saw what', 'PIPL 51, 54, 57; CSL 21; NDSR 12')
) as rule (class, days, at_end, purpose, legal_basis) join retention_class c on c.name = rule.class;

-- Whose file of that class is gone or locked: so that a round costs by what is due, and so that it can be told.
create table retention_done (
  class         text not null references retention_class,
  supervisee_id uuid not null references supervisee,
  rows_gone     int not null check (rows_gone >= 0),
  at            timestamptz not null,
  primary key (class, supervisee_id)
);
create index release_order on release (released_at, supervisee_id);

-- What is looked for by the jobs, and what a row that goes is looked for by. None is written on the way of a fix.
-- None on device: intake asks it by id among those that are revoked, and an index more is a plan more to take (KeyedPlansTest).
create index outbox_finished on outbox (finished_at) where finished_at is not null;
create index outbox_alert on outbox (alert_id) where alert_id is not null;
create index registration_ended on registration (disabled_at) where disabled_at is not null;
create index quarantine_device on quarantine (device_id);
create index provisional_check_in_slot on provisional_check_in (slot_id);

-- For whom the term is over, and the time for its paperwork: the file is there, for those who answer for it.
-- When is in retention_done. A flag and no instant: of a column without statistics the planner takes few rows to be null.
alter table supervisee add column locked boolean not null default false;

create function scope_units_of_locked() returns uuid[] language sql stable security definer
set search_path = public, pg_temp
return (select coalesce(array_agg(distinct a.unit_id), '{}') from scope_posts() p
  join agency_unit_ancestor a on a.ancestor_id = p.unit_id
  where p.role in ('COUNTY_OFFICER', 'BUREAU_HEAD', 'PROSECUTOR'));
revoke all on function scope_units_of_locked() from public;
grant execute on function scope_units_of_locked() to rollcall_api;
alter policy supervisee_scope on supervisee using (id = (select scope_account())
  or unit_id = any ((select scope_units())::uuid[])
    and (not locked or unit_id = any ((select scope_units_of_locked())::uuid[])));

-- Periods are for the whole deployment: who keeps its topmost unit sets them.
create function keeps_the_top() returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from scope_posts() p join agency_unit u on u.id = p.unit_id
  where p.role = 'ADMIN' and u.parent_id is null);
revoke all on function keeps_the_top() from public;
grant execute on function keeps_the_top() to rollcall_api;

grant select on retention_class, retention_rule to rollcall_api, rollcall_worker, rollcall_auditor;
grant insert on retention_rule to rollcall_api;
grant select on retention_done to rollcall_worker, rollcall_auditor;
alter table retention_class enable row level security;
create policy retention_class_read on retention_class for select to rollcall_api
  using ((select scope_account()) is not null);
create policy retention_class_machine on retention_class for select to rollcall_worker, rollcall_auditor using (true);
alter table retention_rule enable row level security;
create policy retention_rule_read on retention_rule for select to rollcall_api
  using ((select scope_account()) is not null);
create policy retention_rule_change on retention_rule for insert to rollcall_api
  with check (changed_by = scope_account() and (select keeps_the_top()));
create policy retention_rule_machine on retention_rule for select to rollcall_worker, rollcall_auditor using (true);
alter table retention_done enable row level security;
create policy retention_done_machine on retention_done for select to rollcall_worker, rollcall_auditor using (true);
