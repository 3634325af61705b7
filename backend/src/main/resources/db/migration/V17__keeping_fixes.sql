-- What is kept of fixes when their raw rows go (DOMAIN 3.12): whole what is linked, thinned the rest. And who is a minor,
-- whom a search by place leaves out.
set lock_timeout = '5s';

-- The rest of what a juvenile regime means comes with the masking of minors.
alter table supervisee add column regime text not null default 'ADULT' check (regime in ('ADULT', 'JUVENILE'));

-- A leave, finding or dispute that names a fix. What alerts name is in their own evidence.
create table fix_link (
  supervisee_id uuid not null references supervisee,
  fixed_at      timestamptz not null,
  source_hash   bytea not null check (length(source_hash) = 16),
  kind          text not null check (kind in ('LEAVE', 'FINDING', 'DISPUTE')),
  object_id     uuid not null,
  primary key (supervisee_id, fixed_at, source_hash, kind, object_id)
);
create index fix_link_at on fix_link (fixed_at);

-- The evidence that names fixes of a day. Built while the table is small; later it would be done concurrently.
create index alert_entry_fix_day on alert_entry (left(fact ->> 'fixedAt', 10)) where fact ->> 'fixedAt' is not null;

-- Whole rows, for as long as the case file is kept. Whoever adds a column to fix adds it here.
create table kept_fix (
  like fix including defaults including constraints,
  kept_at timestamptz not null default now(),
  primary key (supervisee_id, fixed_at, source_hash)
);

-- One fix a person and UTC day, and the first and the last of each alert: what a trajectory shows and no more.
create table thinned_fix (
  supervisee_id uuid not null,
  fixed_at      timestamptz not null,
  source_hash   bytea not null check (length(source_hash) = 16),
  received_at   timestamptz not null,
  judged_seq    bigint not null,
  lon           double precision not null,
  lat           double precision not null,
  accuracy_m    real,
  verdict       text not null check (verdict in ('INSIDE', 'OUTSIDE', 'UNSURE')),
  late          boolean not null,
  rules_version bigint not null,
  primary key (supervisee_id, fixed_at, source_hash)
);

-- Days whose raw rows are gone.
create table fix_day_dropped (
  day        date primary key,
  kept       int not null check (kept >= 0),
  thinned    int not null check (thinned >= 0),
  dropped_at timestamptz not null default now()
);

-- A window of some minutes of a day that is over reads the pages of these minutes. Rows of a day come about in the order
-- of their time, so that a few bytes a page range do; one on received_at would find nothing that anybody asks for.
create index fix_fixed_at on fix using brin (fixed_at) with (pages_per_range = 16, autosummarize = on);

grant select, insert on fix_link to rollcall_api;
grant select on kept_fix, thinned_fix to rollcall_api;
grant select on fix_link, kept_fix, thinned_fix, fix_day_dropped to rollcall_worker, rollcall_auditor;

alter table fix_link enable row level security;
create policy fix_link_scope on fix_link to rollcall_api
  using (exists (select from supervisee s where s.id = fix_link.supervisee_id))
  with check (exists (select from supervisee s where s.id = fix_link.supervisee_id and in_scope(s.unit_id)));
create policy fix_link_machine on fix_link for select to rollcall_worker, rollcall_auditor using (true);
alter table kept_fix enable row level security;
create policy kept_fix_scope on kept_fix for select to rollcall_api
  using (exists (select from supervisee s where s.id = kept_fix.supervisee_id));
create policy kept_fix_machine on kept_fix for select to rollcall_worker, rollcall_auditor using (true);
alter table thinned_fix enable row level security;
create policy thinned_fix_scope on thinned_fix for select to rollcall_api
  using (exists (select from supervisee s where s.id = thinned_fix.supervisee_id));
create policy thinned_fix_machine on thinned_fix for select to rollcall_worker, rollcall_auditor using (true);

-- ---------------------------------------------------------------- the steps, each safe to repeat
-- What state a day is in is read from the catalogue and from the rows themselves: a crash leaves nothing to be repaired.

-- The days before that one that have a table: ATTACHED, DETACHING (half way) or DETACHED.
create function fix_days_before(first_kept date) returns table (day date, state text)
language sql stable set search_path = public, pg_temp as $$
  select to_date(substr(c.relname, 5), 'YYYYMMDD'),
    case when i.inhrelid is null then 'DETACHED' when i.inhdetachpending then 'DETACHING' else 'ATTACHED' end
  from pg_class c left join pg_inherits i on i.inhrelid = c.oid and i.inhparent = 'fix'::regclass
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname ~ '^fix_[0-9]{8}$'
    and to_date(substr(c.relname, 5), 'YYYYMMDD') < first_kept
  order by 1;
$$;

create function fix_day_start(day date) returns timestamptz language sql immutable
  return day::timestamp at time zone 'UTC';

-- The fixes of that day that somebody names.
create function fixes_named_on(day date) returns table (supervisee_id uuid, fixed_at timestamptz, source_hash bytea)
language sql stable set search_path = public, pg_temp as $$
  select a.supervisee_id, (e.fact ->> 'fixedAt')::timestamptz, decode(e.fact ->> 'sourceHash', 'hex')
  from alert_entry e join alert a on a.id = e.alert_id
  where e.fact ->> 'fixedAt' is not null and e.fact ->> 'sourceHash' is not null
    and left(e.fact ->> 'fixedAt', 10) = to_char(day::timestamp, 'YYYY-MM-DD')
  union
  select l.supervisee_id, l.fixed_at, l.source_hash from fix_link l
  where l.fixed_at >= fix_day_start(day) and l.fixed_at < fix_day_start(day + 1);
$$;

-- The first and the last fix that each alert names, where they are of that day.
create function alert_ends_on(day date) returns table (supervisee_id uuid, fixed_at timestamptz, source_hash bytea)
language sql stable set search_path = public, pg_temp as $$
  select distinct n.supervisee_id, n.fixed_at, n.source_hash from (
    select a.supervisee_id, (e.fact ->> 'fixedAt')::timestamptz as fixed_at,
      decode(e.fact ->> 'sourceHash', 'hex') as source_hash,
      min((e.fact ->> 'fixedAt')::timestamptz) over (partition by e.alert_id) as first,
      max((e.fact ->> 'fixedAt')::timestamptz) over (partition by e.alert_id) as last
    from alert_entry e join alert a on a.id = e.alert_id
    where e.fact ->> 'fixedAt' is not null and e.fact ->> 'sourceHash' is not null and e.alert_id in (
      select d.alert_id from alert_entry d where d.fact ->> 'fixedAt' is not null
        and left(d.fact ->> 'fixedAt', 10) = to_char(day::timestamp, 'YYYY-MM-DD'))) n
  where n.fixed_at in (n.first, n.last)
    and n.fixed_at >= fix_day_start(day) and n.fixed_at < fix_day_start(day + 1);
$$;

-- Copies some of what is named and not copied yet; how many.
create function keep_named_fixes(day date, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  columns text;
  copied int;
begin
  select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
    where attrelid = 'kept_fix'::regclass and attnum > 0 and not attisdropped and attname <> 'kept_at';
  execute format('insert into kept_fix (%1$s) select %1$s from %2$I f where (supervisee_id, fixed_at, source_hash) in ('
      ' select k.supervisee_id, k.fixed_at, k.source_hash from fixes_named_on($1) k where not exists (select from kept_fix x'
      ' where x.supervisee_id = k.supervisee_id and x.fixed_at = k.fixed_at and x.source_hash = k.source_hash))'
      ' limit $2 on conflict do nothing', columns, fix_partition_name(day)) using day, most;
  get diagnostics copied = row_count;
  return copied;
end $$;

-- Keeps a fix of each of the next people; the last of them, null at the end.
create function thin_fixes(day date, after uuid, people int) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  last uuid;
begin
  -- From one person to the next by the index: not all their rows.
  execute format('with recursive each as ('
      ' (select supervisee_id from %1$I where supervisee_id > $1 order by supervisee_id limit 1) union all'
      ' select (select f.supervisee_id from %1$I f where f.supervisee_id > each.supervisee_id'
      '   order by f.supervisee_id limit 1) from each where each.supervisee_id is not null),'
      ' next as (select supervisee_id from each where supervisee_id is not null limit $2),'
      ' thinned as (insert into thinned_fix select f.supervisee_id, f.fixed_at, f.source_hash, f.received_at, f.judged_seq,'
      '   f.lon, f.lat, f.accuracy_m, f.verdict, f.late, f.rules_version from next cross join lateral'
      '   (select * from %1$I o where o.supervisee_id = next.supervisee_id order by o.fixed_at, o.source_hash limit 1) f'
      '   on conflict do nothing)'
      ' select supervisee_id from next order by supervisee_id desc limit 1', fix_partition_name(day))
    into last using after, people;
  return last;
end $$;

create function thin_alert_ends(day date) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  thinned int;
begin
  execute format('insert into thinned_fix select f.supervisee_id, f.fixed_at, f.source_hash, f.received_at, f.judged_seq,'
      ' f.lon, f.lat, f.accuracy_m, f.verdict, f.late, f.rules_version from %I f'
      ' join alert_ends_on($1) using (supervisee_id, fixed_at, source_hash) on conflict do nothing',
      fix_partition_name(day)) using day;
  get diagnostics thinned = row_count;
  return thinned;
end $$;

-- Whether nothing that is to be kept of that day would be lost with its table: the very rows are there.
create function fixes_are_kept(day date) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  columns text;
  missing boolean;
begin
  select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
    where attrelid = 'kept_fix'::regclass and attnum > 0 and not attisdropped and attname <> 'kept_at';
  execute format('select exists (select %1$s from %2$I where (supervisee_id, fixed_at, source_hash) in'
      '   (select k.supervisee_id, k.fixed_at, k.source_hash from fixes_named_on($1) k)'
      '   except select %1$s from kept_fix where fixed_at >= fix_day_start($1) and fixed_at < fix_day_start($1 + 1))'
      ' or exists (select from %2$I f join alert_ends_on($1) using (supervisee_id, fixed_at, source_hash)'
      '   where not exists (select from thinned_fix t where t.supervisee_id = f.supervisee_id'
      '     and t.fixed_at = f.fixed_at and t.source_hash = f.source_hash))', columns, fix_partition_name(day))
    into missing using day;
  if missing then
    return false;
  end if;
  execute format('with recursive each as ('
      ' (select supervisee_id from %1$I order by supervisee_id limit 1) union all'
      ' select (select f.supervisee_id from %1$I f where f.supervisee_id > each.supervisee_id'
      '   order by f.supervisee_id limit 1) from each where each.supervisee_id is not null)'
      ' select exists (select from each where supervisee_id is not null and not exists (select from thinned_fix t'
      '   where t.supervisee_id = each.supervisee_id and t.fixed_at >= fix_day_start($1)'
      '   and t.fixed_at < fix_day_start($1 + 1)))', fix_partition_name(day))
    into missing using day;
  return not missing;
end $$;

revoke all on function fixes_named_on(date), alert_ends_on(date), keep_named_fixes(date, int),
  thin_fixes(date, uuid, int), thin_alert_ends(date), fixes_are_kept(date) from public;
grant execute on function keep_named_fixes(date, int), thin_fixes(date, uuid, int), thin_alert_ends(date),
  fixes_are_kept(date) to rollcall_worker;
