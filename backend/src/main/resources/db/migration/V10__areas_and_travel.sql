-- Areas have an owner and are only added to; a permission keeps what was granted, and what is believed of it is rows
-- beside it; nobody outside the scope sees either.
set lock_timeout = '5s';

-- Whose it is: only there and above may its boundary be changed, since that changes where other people may be.
alter table area add column unit_id uuid references agency_unit;
create index area_kind on area (kind, id);
create index home_area_area on home_area (area_id) where known_until is null;
create index permission_area_area on permission_area (area_id);

-- What was granted stays as it was granted. What is believed of it now and was believed before is in the versions.
alter table permission
  drop column known_from,
  drop column known_until,
  add column transit_out_seconds int not null default 0 check (transit_out_seconds between 0 and 2678400),
  add column transit_back_seconds int not null default 0 check (transit_back_seconds between 0 and 2678400),
  add constraint permission_ends check (not upper_inf(valid) and not lower_inf(valid));
create index permission_newest on permission (supervisee_id, id desc);
drop index permission_person;

create table permission_version (
  permission_id uuid not null references permission,
  version       int not null check (version > 0),
  valid         tstzrange not null check (isempty(valid) or (lower_inc(valid) and not upper_inc(valid))), -- empty: revoked whole
  known_from    timestamptz not null,
  known_until   timestamptz check (known_until > known_from),
  changed_by    uuid not null references account,
  reason        text check (length(reason) between 1 and 1000),
  primary key (permission_id, version),
  check ((version = 1) = (reason is null))
);
create unique index permission_version_believed on permission_version (permission_id) where known_until is null;

-- Everybody who is judged by one of these areas at that instant or later. Runs across scopes: who changes a boundary
-- changes the rules of people whom they may not see, and learns no more than their ids.
create function people_judged_by(areas uuid[], since timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select supervisee_id from home_area
    where area_id = any(areas) and known_until is null and (upper_inf(valid) or upper(valid) > since)
  union
  select p.supervisee_id from permission_area a
    join permission p on p.id = a.permission_id
    join permission_version v on v.permission_id = p.id
    where a.area_id = any(areas) and v.known_until is null and upper(v.valid) > since;
$$;
revoke all on function people_judged_by(uuid[], timestamptz) from public;
grant execute on function people_judged_by(uuid[], timestamptz) to rollcall_api;

-- Rows are added; the one thing that changes in them is the instant at which they stopped being believed.
revoke update on area, area_version, home_area, permission, permission_area from rollcall_api;
grant update (name) on area to rollcall_api;
grant update (known_until) on home_area to rollcall_api;
grant select, insert, update (known_until) on permission_version to rollcall_api;
grant select on permission_version to rollcall_intake, rollcall_worker, rollcall_auditor;

-- Boundaries are no secret to whoever has signed in; changing them is for those under whom the owner stands.
alter table area enable row level security;
create policy area_read on area for select to rollcall_api using (scope_account() is not null);
create policy area_add on area for insert to rollcall_api with check (in_scope(unit_id));
create policy area_rename on area for update to rollcall_api using (in_scope(unit_id)) with check (in_scope(unit_id));
create policy area_machine on area for select to rollcall_intake, rollcall_worker, rollcall_auditor using (true);
alter table area_version enable row level security;
create policy area_version_read on area_version for select to rollcall_api using (scope_account() is not null);
create policy area_version_add on area_version for insert to rollcall_api
  with check (exists (select from area a where a.id = area_version.area_id and in_scope(a.unit_id)));
create policy area_version_machine on area_version for select to rollcall_intake, rollcall_worker, rollcall_auditor
  using (true);

alter table home_area enable row level security;
create policy home_area_scope on home_area to rollcall_api
  using (exists (select from supervisee s where s.id = home_area.supervisee_id))
  with check (exists (select from supervisee s where s.id = home_area.supervisee_id and in_scope(s.unit_id)));
create policy home_area_machine on home_area for select to rollcall_intake, rollcall_worker, rollcall_auditor using (true);
alter table permission enable row level security;
create policy permission_scope on permission to rollcall_api
  using (exists (select from supervisee s where s.id = permission.supervisee_id))
  with check (exists (select from supervisee s where s.id = permission.supervisee_id and in_scope(s.unit_id)));
create policy permission_machine on permission for select to rollcall_intake, rollcall_worker, rollcall_auditor using (true);
alter table permission_version enable row level security;
create policy permission_version_scope on permission_version to rollcall_api
  using (exists (select from permission p where p.id = permission_version.permission_id))
  with check (exists (select from permission p join supervisee s on s.id = p.supervisee_id
    where p.id = permission_version.permission_id and in_scope(s.unit_id)));
create policy permission_version_machine on permission_version for select
  to rollcall_intake, rollcall_worker, rollcall_auditor using (true);
alter table permission_area enable row level security;
create policy permission_area_scope on permission_area to rollcall_api
  using (exists (select from permission p where p.id = permission_area.permission_id))
  with check (exists (select from permission p join supervisee s on s.id = p.supervisee_id
    where p.id = permission_area.permission_id and in_scope(s.unit_id)));
create policy permission_area_machine on permission_area for select
  to rollcall_intake, rollcall_worker, rollcall_auditor using (true);
