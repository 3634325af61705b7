-- The second wall around what had none: standings, the history of slots, the record, homes. The application's role loses
-- what it does not need.
set lock_timeout = '5s';

-- ---------------------------------------------------------------- standings

-- A standing holds the last place. The application only moves rules on, of people outside the asker's scope too where a
-- boundary changes, and learns nothing by it. One statement, so that rows are locked in one order.
create function bump_rules(people uuid[]) returns int
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into standing (supervisee_id, device_kind)
  select person, kind from (
    select p as person, 'PHONE' as kind from unnest(people) p
    union select s.supervisee_id, s.device_kind from standing s where s.supervisee_id = any(people)) known
  order by person, kind
  on conflict (supervisee_id, device_kind) do update set rules_version = standing.rules_version + 1;
  select cardinality(people);
$$;
revoke all on function bump_rules(uuid[]) from public;
grant execute on function bump_rules(uuid[]) to rollcall_api, rollcall_intake, rollcall_worker;

revoke all on standing, standing_due from rollcall_api;
alter table standing enable row level security;
create policy standing_machine on standing to rollcall_intake, rollcall_worker using (true) with check (true);
create policy standing_audit on standing for select to rollcall_auditor using (true);
alter table standing_due enable row level security;
create policy standing_due_machine on standing_due to rollcall_intake, rollcall_worker using (true) with check (true);
create policy standing_due_audit on standing_due for select to rollcall_auditor using (true);

-- ---------------------------------------------------------------- slots and the record

alter table slot_entry enable row level security;
create policy slot_entry_scope on slot_entry to rollcall_api
  using (exists (select from slot s where s.id = slot_entry.slot_id))
  with check (exists (select from slot s where s.id = slot_entry.slot_id));
create policy slot_entry_machine on slot_entry to rollcall_intake, rollcall_worker using (true) with check (true);
create policy slot_entry_audit on slot_entry for select to rollcall_auditor using (true);

-- Written by whoever does a thing, in their own name; read by auditors alone. Who signs in has no scope yet.
revoke select on audit_entry from rollcall_api;
alter table audit_entry enable row level security;
create policy audit_entry_own on audit_entry for insert to rollcall_api
  with check (scope_account() is null or actor = scope_account());
create policy audit_entry_audit on audit_entry for select to rollcall_auditor using (true);

-- ---------------------------------------------------------------- accounts

-- Who signs in is staff and has no scope yet; the account of a supervisee is seen by whom the supervisee is.
alter policy account_read on account to rollcall_intake, rollcall_worker, rollcall_auditor;
create policy account_scope on account for select to rollcall_api using (kind = 'STAFF'
  or id = (select scope_account()) or exists (select from supervisee s where s.id = account.id));

-- ---------------------------------------------------------------- homes

-- A circle is where somebody lives. It is seen where its owner stands in scope, and by who sees somebody judged by it.
alter policy area_read on area using ((select scope_account()) is not null and (kind <> 'CIRCLE'
  or unit_id = any ((select scope_units())::uuid[])
  or exists (select from home_area h where h.area_id = area.id)
  or exists (select from permission_area p where p.area_id = area.id)));
alter policy area_version_read on area_version
  using (exists (select from area a where a.id = area_version.area_id));

-- What an import must know of a code, though the area be hidden: whether it is taken, and whether it is ours to change.
create function area_of_code(asked text) returns table (id uuid, kind text, ours boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.kind, coalesce(in_scope(a.unit_id), false) from area a where a.code = asked;
$$;
revoke all on function area_of_code(text) from public;
grant execute on function area_of_code(text) to rollcall_api;

-- By the posts that count for what is asked, as everything else (V8).
create or replace function own_unit() returns uuid language sql stable security definer
set search_path = public, pg_temp as $$
  select p.unit_id from scope_posts() p where p.role <> 'PROSECUTOR'
    order by (select count(*) from agency_unit_ancestor a where a.unit_id = p.unit_id), p.unit_id limit 1;
$$;

-- ---------------------------------------------------------------- repetitions

-- A supervisee's check-in and report are made by other roles; who asks is named for that transaction there as well.
grant select, insert, update on idempotency_key to rollcall_intake, rollcall_worker;
alter policy idempotency_key_own on idempotency_key to rollcall_api, rollcall_intake, rollcall_worker;

-- ---------------------------------------------------------------- what a sweep could not do

-- Schedules and slots that failed are left out until then, so that they keep no others waiting.
create table duty_set_aside (
  object_id uuid primary key,
  until     timestamptz not null
);
grant select, insert, update, delete on duty_set_aside to rollcall_worker;
grant select on duty_set_aside to rollcall_auditor;
