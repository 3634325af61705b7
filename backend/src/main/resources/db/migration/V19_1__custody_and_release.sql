-- Custody, compulsory treatment and hospital suspend supervision; release and termination end it (DOMAIN 10.1). What is
-- collected follows from collection periods, which these cut; here is why.
set lock_timeout = '5s';

create table custody (
  id              uuid primary key,
  supervisee_id   uuid not null references supervisee,
  kind            text not null check (kind in ('CUSTODY', 'COMPULSORY_TREATMENT', 'HOSPITAL')),
  reason          text not null check (length(btrim(reason)) between 1 and 1000),
  document_number text check (length(btrim(document_number)) between 1 and 100),
  valid           tstzrange not null check (isempty(valid) or (lower_inc(valid) and not upper_inc(valid)
    and not lower_inf(valid))),
  began_at        timestamptz not null,
  recorded_by     uuid not null references account,
  recorded_at     timestamptz not null,
  ended_by        uuid references account,
  ended_at        timestamptz, -- when its end was recorded
  end_reason      text check (length(btrim(end_reason)) between 1 and 1000),
  check ((ended_by is null) = (ended_at is null) and (ended_by is null) = (end_reason is null)),
  exclude using gist (supervisee_id with =, valid with &&)
);
create index custody_person on custody (supervisee_id, id desc);

create table release (
  id              uuid primary key,
  supervisee_id   uuid not null unique references supervisee, -- who was released is not released again
  kind            text not null check (kind in ('TERM_OVER', 'PARDON', 'REVOKED', 'RECALLED', 'DECEASED')),
  reason          text not null check (length(btrim(reason)) between 1 and 1000),
  document_number text check (length(btrim(document_number)) between 1 and 100),
  released_at     timestamptz not null,
  recorded_by     uuid not null references account,
  recorded_at     timestamptz not null check (recorded_at >= released_at)
);

grant select, insert on custody, release to rollcall_api;
grant update (valid, ended_by, ended_at, end_reason) on custody to rollcall_api;
grant select on custody, release to rollcall_worker, rollcall_auditor;
alter table custody enable row level security;
create policy custody_scope on custody to rollcall_api
  using (exists (select from supervisee s where s.id = custody.supervisee_id))
  with check (exists (select from supervisee s where s.id = custody.supervisee_id and in_scope(s.unit_id)));
create policy custody_machine on custody for select to rollcall_worker, rollcall_auditor using (true);
alter table release enable row level security;
create policy release_scope on release to rollcall_api
  using (exists (select from supervisee s where s.id = release.supervisee_id))
  with check (exists (select from supervisee s where s.id = release.supervisee_id and in_scope(s.unit_id)));
create policy release_machine on release for select to rollcall_worker, rollcall_auditor using (true);
