-- The record is sealed: batches of entries in the order of their commits, each over the one before, and anchors signed
-- over the newest batch. Nobody but the owner of the tables can change or remove any of it.
set lock_timeout = '5s';

-- ---------------------------------------------------------------- who, by which post, whom

-- Written by the database from the transaction's own scope, so that nodes of the version before fill them too.
alter table audit_entry
  add column posts      uuid[],  -- the posts that counted
  add column session_id uuid,    -- of staff
  add column device_id  uuid,    -- of a person
  add column person_id  uuid,    -- whom it concerns, where it concerns one person under supervision
  add column before     jsonb,   -- what a write changed, as it was
  add column after      jsonb;   -- and as it is

create function scope_setting(name text) returns uuid language sql stable
  return nullif(current_setting(name, true), '')::uuid;

create function audit_entry_fill() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  new.posts := array(select p.id from scope_posts() p order by p.id);
  new.session_id := coalesce(scope_setting('rollcall.session_id'), new.session_id);
  new.device_id := coalesce(scope_setting('rollcall.device_id'), new.device_id);
  if new.person_id is null then
    new.person_id := coalesce((select s.id from supervisee s where s.id = new.object_id),
      (select a.supervisee_id from alert a where a.id = new.object_id));
  end if;
  return new;
end $$;
revoke all on function audit_entry_fill() from public;
create trigger audit_entry_filled before insert on audit_entry
  for each row execute function audit_entry_fill();

-- Nothing is sealed yet. The order of commits stays: tx is not touched.
update audit_entry e set person_id = coalesce((select s.id from supervisee s where s.id = e.object_id),
  (select a.supervisee_id from alert a where a.id = e.object_id)) where e.person_id is null;

-- ---------------------------------------------------------------- batches and anchors

-- Ids and hashes of entries in the order in which they were sealed, which a restore keeps though it renumbers
-- transactions. last_tx is where the next batch begins to look; no hash is over it, for the same reason.
create table audit_batch (
  number    bigint primary key check (number > 0),
  format    smallint not null check (format > 0),
  sealed_at timestamptz not null,
  entry_ids uuid[] not null check (cardinality(entry_ids) > 0),
  leaves    bytea not null check (length(leaves) = 32 * cardinality(entry_ids)),
  root      bytea not null check (length(root) = 32),
  previous  bytea not null unique check (length(previous) = 32),
  hash      bytea not null unique check (length(hash) = 32),
  last_tx   xid8 not null
);

create table audit_anchor (
  number     bigint primary key check (number > 0),
  format     smallint not null check (format > 0),
  made_at    timestamptz not null,
  batch      bigint not null references audit_batch,
  entries    bigint not null check (entries > 0),
  head       bytea not null check (length(head) = 32),
  previous   bytea not null unique check (length(previous) = 32),
  key_id     uuid not null,
  public_key bytea not null,
  signature  bytea not null
);

alter table signing_key drop constraint if exists signing_key_purpose_check;
alter table signing_key add constraint signing_key_purpose_check check (purpose ~ '^[A-Z][A-Z_]{2,40}$');

-- ---------------------------------------------------------------- who may touch what

grant select on audit_entry to rollcall_worker;
create policy audit_entry_seal on audit_entry for select to rollcall_worker using (true);

grant select, insert on audit_batch, audit_anchor to rollcall_worker;
grant select on audit_batch, audit_anchor to rollcall_auditor;
grant select on audit_anchor to rollcall_api;
alter table audit_batch enable row level security;
create policy audit_batch_machine on audit_batch to rollcall_worker using (true) with check (true);
create policy audit_batch_audit on audit_batch for select to rollcall_auditor using (true);
alter table audit_anchor enable row level security;
create policy audit_anchor_machine on audit_anchor to rollcall_worker using (true) with check (true);
create policy audit_anchor_audit on audit_anchor for select to rollcall_auditor using (true);
-- An anchor tells of nobody. Who inspects may read it, wherever.
create policy audit_anchor_inspect on audit_anchor for select to rollcall_api
  using (exists (select from scope_posts() p where p.role = 'PROSECUTOR'));
