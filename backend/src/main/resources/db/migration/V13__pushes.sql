-- What officers see of alerts, and the way of a push.
set lock_timeout = '5s';

-- ---------------------------------------------------------------- the scope, once a statement instead of once a row

-- The units of the asker's subtrees. As a sub-select in a policy it is worked out once, and then looked up.
create function scope_units() returns uuid[] language sql stable security definer
set search_path = public, pg_temp
return (select coalesce(array_agg(distinct a.unit_id), '{}') from post p
  join agency_unit_ancestor a on a.ancestor_id = p.unit_id
  where p.account_id = nullif(current_setting('rollcall.account_id', true), '')::uuid and p.valid @> now());
revoke all on function scope_units() from public;
grant execute on function scope_units() to rollcall_api;

alter policy supervisee_scope on supervisee
  using (id = (select scope_account()) or unit_id = any ((select scope_units())::uuid[]));
alter policy alert_scope on alert
  using (supervisee_id = (select scope_account()) or unit_id = any ((select scope_units())::uuid[]));

-- ---------------------------------------------------------------- alerts

create index alert_person on alert (supervisee_id, id desc);
create index alert_unit_open on alert (unit_id, id desc) where handling <> 'CLOSED';

-- Taking an alert on needs no reason; every other step does.
alter table alert_entry drop constraint alert_entry_check;
alter table alert_entry add constraint alert_entry_handled check (kind <> 'HANDLED'
  or (handling is not null and (handling = 'ACKNOWLEDGED' or reason is not null)));
alter table alert_entry add constraint alert_entry_reason check (reason is null or length(btrim(reason)) > 0);
alter table alert_entry add constraint alert_entry_step check (handling is null or handling in
  ('ACKNOWLEDGED', 'VERIFIED_INNOCENT', 'VERIFIED_BREACH', 'UNRESOLVED', 'CLOSED'));
alter table alert_entry add constraint alert_entry_step_handled check (handling is null or kind = 'HANDLED');

alter table alert_entry enable row level security;
create policy alert_entry_scope on alert_entry to rollcall_api
  using (exists (select from alert a where a.id = alert_entry.alert_id))
  with check (exists (select from alert a where a.id = alert_entry.alert_id));
create policy alert_entry_machine on alert_entry to rollcall_intake, rollcall_worker using (true) with check (true);
create policy alert_entry_audit on alert_entry for select to rollcall_auditor using (true);

-- ---------------------------------------------------------------- registrations

-- A value is a secret: who has it can address the phone. The API writes it and never reads it.
revoke select, insert, update on registration from rollcall_api;
revoke select on registration from rollcall_auditor;
grant select (id, account_id, kind, registered_at, disabled_at), update (disabled_at) on registration to rollcall_api;
grant select (id, account_id, kind, registered_at, disabled_at) on registration to rollcall_auditor;
revoke insert on registration from rollcall_worker;

alter table registration enable row level security;
create policy registration_own on registration to rollcall_api
  using (account_id = scope_account()) with check (account_id = scope_account());
create policy registration_worker on registration to rollcall_worker using (true) with check (true);
create policy registration_audit on registration for select to rollcall_auditor using (true);

-- A phone belongs to who has signed in on it last, so its value moves to the asker, whose it then is alone. An account
-- has ten phones at most: the oldest give way.
create function register_phone(new_id uuid, its_kind text, its_value text, at timestamptz)
returns table (id uuid, kind text, registered_at timestamptz)
language sql security definer set search_path = public, pg_temp as $$
  insert into registration as r (id, account_id, kind, value, registered_at)
  values (new_id, scope_account(), its_kind, its_value, at)
  on conflict (kind, value) do update
    set account_id = excluded.account_id, registered_at = excluded.registered_at, disabled_at = null;
  update registration r set disabled_at = at
  where r.account_id = scope_account() and r.disabled_at is null and r.id not in (
    select n.id from registration n where n.account_id = scope_account() and n.disabled_at is null
    order by n.registered_at desc, n.id desc limit 10);
  select r.id, r.kind, r.registered_at from registration r where r.kind = its_kind and r.value = its_value;
$$;
revoke all on function register_phone(uuid, text, text, timestamptz) from public;
grant execute on function register_phone(uuid, text, text, timestamptz) to rollcall_api;

-- ---------------------------------------------------------------- outbox

-- How a row ends: some phone took it; there was no phone; too late to be said; given up; replaced by rows to people
-- (a row to nobody, once somebody is on post); held back by a restore.
alter table outbox drop constraint outbox_state_check;
alter table outbox add constraint outbox_state_check check (state in
  ('PENDING', 'SENT', 'NO_REGISTRATION', 'EXPIRED', 'DEAD', 'ROUTED', 'CANCELLED_BY_RESTORE'));
alter table outbox add constraint outbox_routed_nobody check (state <> 'ROUTED' or account_id is null);
alter table outbox add constraint outbox_sent_somebody
  check (account_id is not null or state not in ('SENT', 'NO_REGISTRATION', 'DEAD'));
create index outbox_dead on outbox (id) where state = 'DEAD';
create index outbox_waiting on outbox (created_at) where state = 'PENDING';

revoke update on outbox from rollcall_api;
alter table outbox enable row level security;
create policy outbox_own on outbox for select to rollcall_api using (account_id = scope_account());
create policy outbox_put on outbox for insert to rollcall_api with check (true);
create policy outbox_machine on outbox to rollcall_intake, rollcall_worker using (true) with check (true);
create policy outbox_audit on outbox for select to rollcall_auditor using (true);

-- What became of a message on each phone, so that what one phone has is not repeated to it for the sake of another.
create table delivery (
  outbox_id       uuid not null references outbox,
  registration_id uuid not null references registration,
  state           text not null check (state in ('DELIVERED', 'RETRY', 'GONE', 'DISABLED', 'REJECTED', 'GIVEN_UP')),
  reason          text check (reason ~ '^[A-Z][A-Z0-9_]{0,63}$'),
  attempt         int  not null check (attempt > 0),
  channel         text not null,
  at              timestamptz not null,
  primary key (outbox_id, registration_id),
  check ((state in ('RETRY', 'REJECTED', 'GIVEN_UP')) = (reason is not null))
);
create index delivery_registration on delivery (registration_id);
grant select, insert, update on delivery to rollcall_worker;
grant select on delivery to rollcall_auditor;
