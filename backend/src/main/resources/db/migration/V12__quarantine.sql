-- Quarantine: what an enrolled device sent and nobody could read, sealed and for a while. And partitions of fixes made
-- without stopping intake.
set lock_timeout = '5s';

create table quarantine (
  id          uuid primary key,
  device_id   uuid not null references device,
  dialect     text not null,
  reason      text not null check (reason ~ '^[A-Z_]{1,40}$'),
  received_at timestamptz not null,
  body_bytes  int not null check (body_bytes >= 0), -- as it came; what is sealed may be cut
  sealed      bytea not null check (length(sealed) between 28 and 1048576)
);
create index quarantine_received on quarantine (received_at);

-- How many came on a UTC day. It bounds what one device can make us keep; outside a collection period it is all there is.
create table quarantine_count (
  device_id uuid not null references device,
  day       date not null,
  bodies    int not null check (bodies >= 0),
  forgotten int not null check (forgotten >= 0), -- outside a collection period
  primary key (device_id, day)
);
create index quarantine_count_day on quarantine_count (day);

grant insert on quarantine to rollcall_intake;
grant select, insert, update on quarantine_count to rollcall_intake;
grant select (id, received_at), delete on quarantine to rollcall_worker;
grant select, delete on quarantine_count to rollcall_worker;
grant select (id, device_id, dialect, reason, received_at, body_bytes) on quarantine to rollcall_auditor;
grant select on quarantine_count to rollcall_auditor;

-- Nobody who works for somebody's scope has anything to see here.
alter table quarantine enable row level security;
create policy quarantine_machine on quarantine to rollcall_intake, rollcall_worker using (true) with check (true);
create policy quarantine_audit on quarantine for select to rollcall_auditor using (true);
alter table quarantine_count enable row level security;
create policy quarantine_count_machine on quarantine_count to rollcall_intake, rollcall_worker
  using (true) with check (true);
create policy quarantine_count_audit on quarantine_count for select to rollcall_auditor using (true);

-- Attached instead of created in place: that would lock the whole table against reading and writing. Nodes that make
-- the same at once wait for one another.
create or replace function make_fix_partitions(first_day date, last_day date) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  day date;
  made int := 0;
begin
  if last_day - first_day > 400 then
    raise exception 'at most 400 days at once';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('rollcall.fix.partitions', 0));
  for day in select generate_series(first_day, last_day, interval '1 day')::date loop
    if to_regclass(fix_partition_name(day)) is null then
      execute format('create table %I (like fix including defaults including constraints)', fix_partition_name(day));
      execute format('alter table fix attach partition %I for values from (%L) to (%L)', fix_partition_name(day),
        to_char(day::timestamp, 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char((day + 1)::timestamp, 'YYYY-MM-DD') || ' 00:00:00+00');
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

-- The UTC days that have a partition.
create function fix_partition_days() returns setof date language sql stable set search_path = public, pg_temp as $$
  select to_date(substr(c.relname, 5), 'YYYYMMDD')
  from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'fix'::regclass;
$$;
