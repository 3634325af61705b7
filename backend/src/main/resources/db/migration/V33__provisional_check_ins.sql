-- Checking in without the phone: a PIN, and what was done by it, for an officer to confirm or reject.
set lock_timeout = '5s';

-- One a person. The hash is sealed too: ten million guesses are few for whoever has only a backup.
create table check_in_pin (
  supervisee_id uuid primary key references supervisee,
  pin_sealed    bytea not null check (length(pin_sealed) between 29 and 1000),
  issued_by     uuid not null references account,
  issued_at     timestamptz not null,
  expires_at    timestamptz not null check (expires_at > issued_at)
);

-- Whether what the slot counts for was shown by a PIN alone and nobody has confirmed it yet.
alter table slot add column provisional boolean not null default false;

create table provisional_check_in (
  id              uuid primary key,
  slot_id         uuid not null references slot,
  supervisee_id   uuid not null references supervisee,
  made_at         timestamptz not null,
  note            text check (length(note) between 1 and 500),
  sender_strength smallint not null check (sender_strength = 0), -- IdentityStrength
  state           text not null check (state in ('WAITING', 'CONFIRMED', 'REJECTED')),
  decided_by      uuid references account,
  decided_at      timestamptz check (decided_at >= made_at),
  reason          text check (length(reason) between 1 and 1000),
  check ((state = 'WAITING') = (decided_by is null) and (decided_by is null) = (decided_at is null)
    and (decided_by is null) = (reason is null))
);
create unique index provisional_check_in_one on provisional_check_in (slot_id) where state <> 'REJECTED';
create index provisional_check_in_person on provisional_check_in (supervisee_id, id);
create index provisional_check_in_waiting on provisional_check_in (id) where state = 'WAITING';

grant select, insert, update on check_in_pin to rollcall_api;
grant select on check_in_pin to rollcall_auditor;
grant select, update on provisional_check_in to rollcall_api;
grant select, insert on provisional_check_in to rollcall_worker;
grant select on provisional_check_in to rollcall_auditor;

alter table check_in_pin enable row level security;
create policy check_in_pin_scope on check_in_pin to rollcall_api
  using (exists (select from supervisee s where s.id = check_in_pin.supervisee_id))
  with check (exists (select from supervisee s where s.id = check_in_pin.supervisee_id));
create policy check_in_pin_audit on check_in_pin for select to rollcall_auditor using (true);
alter table provisional_check_in enable row level security;
create policy provisional_check_in_scope on provisional_check_in to rollcall_api
  using (exists (select from supervisee s where s.id = provisional_check_in.supervisee_id))
  with check (exists (select from supervisee s where s.id = provisional_check_in.supervisee_id));
create policy provisional_check_in_worker on provisional_check_in to rollcall_worker using (true) with check (true);
create policy provisional_check_in_audit on provisional_check_in for select to rollcall_auditor using (true);

-- What a person does is put on record by whoever does it for them, in that person's name alone.
grant insert on audit_entry to rollcall_worker;
create policy audit_entry_worker on audit_entry for insert to rollcall_worker with check (actor = scope_account());

-- Asked before there is a scope.
create function find_check_in_pin(number text, at timestamptz) returns table (person uuid, sealed bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.supervisee_id, p.pin_sealed from check_in_pin p join supervisee s on s.id = p.supervisee_id
  join account a on a.id = s.id
  where s.case_number = number and p.expires_at > at and a.disabled_at is null;
$$;
revoke all on function find_check_in_pin(text, timestamptz) from public;
grant execute on function find_check_in_pin(text, timestamptz) to rollcall_api;
