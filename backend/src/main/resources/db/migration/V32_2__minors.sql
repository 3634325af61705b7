-- Minors: a permission of its own to see who they are, a regime that stays, and whom to call.
set lock_timeout = '5s';

-- Constant: nothing is rewritten, and nobody has it until it is given.
alter table post add column minors boolean not null default false;
alter table post add constraint post_minors check (not minors or role in ('OFFICER', 'COUNTY_OFFICER', 'BUREAU_HEAD',
  'PROSECUTOR'));

-- "p.*" of a table that has one more column.
create or replace function scope_posts() returns setof post language sql stable begin atomic
  select p.* from post p where p.account_id = scope_account() and post_counts(p.covers, p.valid, now())
    and (scope_post() is null or p.id = scope_post())
    and (scope_roles() is null or p.role = any (scope_roles()));
end;

-- Where the asker may see who a minor is.
create function may_see_minor(unit uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from scope_posts() p join agency_unit_ancestor a on a.ancestor_id = p.unit_id
  where p.minors and a.unit_id = unit);
revoke all on function may_see_minor(uuid) from public;
grant execute on function may_see_minor(uuid) to rollcall_api;

-- Who came as a minor is treated as one to the end (CCL 58).
create function supervisee_stays_juvenile() returns trigger language plpgsql as $$
begin
  raise exception 'the juvenile regime stays until the end' using errcode = 'check_violation';
end $$;
create trigger supervisee_stays_juvenile before update of regime on supervisee for each row
  when (old.regime = 'JUVENILE' and new.regime <> 'JUVENILE') execute function supervisee_stays_juvenile();

-- The last one counts; those before stay, for nobody edits what was so.
create table guardian_contact (
  id             uuid primary key,
  supervisee_id  uuid not null references supervisee,
  relation       text not null check (relation in ('PARENT', 'GRANDPARENT', 'RELATIVE', 'ORGANISATION', 'OTHER')),
  contact_sealed bytea not null,
  recorded_by    uuid not null references account,
  recorded_at    timestamptz not null
);
create index guardian_contact_person on guardian_contact (supervisee_id, recorded_at);
grant select, insert on guardian_contact to rollcall_api;
grant select on guardian_contact to rollcall_auditor;
alter table guardian_contact enable row level security;
create policy guardian_contact_read on guardian_contact for select to rollcall_api using (exists (
  select from supervisee s where s.id = guardian_contact.supervisee_id and may_see_minor(s.unit_id)));
create policy guardian_contact_add on guardian_contact for insert to rollcall_api with check (exists (
  select from supervisee s where s.id = guardian_contact.supervisee_id and s.regime = 'JUVENILE' and in_scope(s.unit_id)));
create policy guardian_contact_audit on guardian_contact for select to rollcall_auditor using (true);
