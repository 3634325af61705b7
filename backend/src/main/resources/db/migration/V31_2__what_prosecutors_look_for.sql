-- What prosecutors look for, so that each list is found by an index that holds nothing else.
set lock_timeout = '5s';

-- ---------------------------------------------------------------- late releases

alter table supervisee add column released boolean not null default false;

create function supervisee_note_release() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  update supervisee set released = true where id = new.supervisee_id;
  return null;
end $$;
revoke all on function supervisee_note_release() from public;
create trigger release_noted after insert on release for each row execute function supervisee_note_release();
update supervisee set released = true where id in (select supervisee_id from release);
create index supervisee_not_released on supervisee (unit_id, term_until, id) where not released;

-- ---------------------------------------------------------------- late-dated permissions

-- Noted when it is decided, with the exits that were there: later nobody can tell what was open then.
create table permission_late (
  permission_id uuid primary key references permission,
  unit_id       uuid not null references agency_unit, -- of the person, when it was decided
  exits         uuid[] not null                       -- alerts; empty where it only began before it was decided
);
create index permission_late_unit on permission_late (unit_id, permission_id desc);

-- Exits in the time of the permission, or in the day before it and not closed, of before its decision.
create function exits_before(person uuid, valid tstzrange, decided timestamptz) returns uuid[] language sql stable
set search_path = public, pg_temp
return array(select a.id from alert a where a.supervisee_id = person and a.code = 'AREA_EXIT'
  and a.opened_at < least(decided, upper(valid)) and a.opened_at >= lower(valid) - interval '1 day'
  and (a.opened_at >= lower(valid) or a.handling <> 'CLOSED') order by a.id);

create function permission_note_late() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  exits uuid[] := exits_before(new.supervisee_id, new.valid, new.decided_at);
begin
  if lower(new.valid) < new.decided_at or cardinality(exits) > 0 then
    insert into permission_late (permission_id, unit_id, exits)
    select new.id, s.unit_id, exits from supervisee s where s.id = new.supervisee_id;
  end if;
  return null;
end $$;
revoke all on function exits_before(uuid, tstzrange, timestamptz), permission_note_late() from public;
create trigger permission_late_noted after insert on permission
  for each row execute function permission_note_late();
insert into permission_late (permission_id, unit_id, exits)
select p.id, s.unit_id, exits_before(p.supervisee_id, p.valid, p.decided_at)
from permission p join supervisee s on s.id = p.supervisee_id where lower(p.valid) < p.decided_at;

grant select on permission_late to rollcall_api, rollcall_auditor;
alter table permission_late enable row level security;
create policy permission_late_scope on permission_late for select to rollcall_api
  using (unit_id = any ((select scope_units())::uuid[]));
create policy permission_late_audit on permission_late for select to rollcall_auditor using (true);

-- ---------------------------------------------------------------- unread alerts

-- Whether the agency has opened it. Inspectors and whoever looks without a post do not count; of entries of before posts
-- were recorded, all do.
create function alert_looked_at(alert uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return exists (select from audit_entry e where e.object_id = alert and e.action = 'ALERT_SEEN'
  and (e.posts is null or exists (select from post p where p.id = any (e.posts) and p.role <> 'PROSECUTOR')));
revoke all on function alert_looked_at(uuid) from public;
grant execute on function alert_looked_at(uuid) to rollcall_api;
