-- That somebody was told of what was recorded later, so that it is said once a person and day; and the leaves of a day, which
-- retention looks for.
set lock_timeout = '5s';

create table late_notice (
  supervisee_id uuid not null references supervisee,
  day           date not null, -- of the legal zone, on which it is said
  late_cause_id uuid not null, -- the first of it
  told_at       timestamptz not null,
  primary key (supervisee_id, day)
);
grant select, insert on late_notice to rollcall_worker;
grant select on late_notice to rollcall_auditor;
alter table late_notice enable row level security;
create policy late_notice_machine on late_notice to rollcall_worker using (true) with check (true);
create policy late_notice_audit on late_notice for select to rollcall_auditor using (true);

create index permission_version_valid on permission_version using gist (valid);
