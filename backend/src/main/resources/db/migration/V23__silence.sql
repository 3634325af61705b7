-- Who is silent, and when to look at whom. No fix touches an index for it: the last contact stands in the standing, and a
-- look that comes too early only moves itself on.
set lock_timeout = '5s';

-- Which device was last answered, and under which version of the rules: what is new to it is told, how to report.
alter table standing
  add column told_version bigint not null default -1,
  add column told_device_id uuid;

create table silence (
  supervisee_id   uuid primary key references supervisee,
  since           timestamptz not null, -- when it was found
  last_contact_at timestamptz,          -- as known then; null: never
  missed          int not null default 0 check (missed >= 0) -- duties missed in it
);

create table watch_due (
  supervisee_id uuid primary key references supervisee,
  due_at        timestamptz not null,
  looked_at     timestamptz -- what came to an end until then has been seen to
);
create index watch_due_at on watch_due (due_at);

-- Whatever changes a person's rules may change what to look for: a look at once, and the first for who is new.
create function watch_due_at_once() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into watch_due (supervisee_id, due_at) values (new.supervisee_id, 'epoch')
  on conflict (supervisee_id) do update set due_at = excluded.due_at;
  return null;
end $$;
create trigger standing_watch_changed after update of rules_version on standing for each row
  when (new.rules_version <> old.rules_version and new.device_kind = 'PHONE') execute function watch_due_at_once();
create trigger standing_watch_made after insert on standing for each row
  when (new.device_kind = 'PHONE') execute function watch_due_at_once();
insert into watch_due (supervisee_id, due_at) select supervisee_id, 'epoch' from standing where device_kind = 'PHONE';

-- A contact that brings no fix: a phone that renews its token, reads or reports. To the minute, as with fixes.
create function note_contact(person uuid, kind text, at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  update standing set last_contact_at = greatest(last_contact_at, at) where supervisee_id = person
    and device_kind = kind and (last_contact_at is null or last_contact_at <= at - interval '1 minute');
$$;
revoke all on function note_contact(uuid, text, timestamptz) from public;
grant execute on function note_contact(uuid, text, timestamptz) to rollcall_api, rollcall_intake, rollcall_worker;

grant select on fix to rollcall_worker; -- how many came late, for what they explain
grant select, insert, update, delete on silence to rollcall_worker;
grant delete on silence to rollcall_api; -- what custody and release end
grant select on silence to rollcall_api, rollcall_auditor;
grant select, insert, update on watch_due to rollcall_intake, rollcall_worker;
grant delete on watch_due to rollcall_worker;
alter table watch_due enable row level security;
create policy watch_due_machine on watch_due to rollcall_intake, rollcall_worker using (true) with check (true);
alter table silence enable row level security;
create policy silence_scope on silence to rollcall_api
  using (exists (select from supervisee s where s.id = silence.supervisee_id and in_scope(s.unit_id)));
create policy silence_machine on silence to rollcall_worker using (true) with check (true);
create policy silence_audit on silence for select to rollcall_auditor using (true);
