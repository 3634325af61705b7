-- Sessions that ended long ago are forgotten some at a time, so that no transaction holds many rows.
set lock_timeout = '5s';

create function forget_staff_sessions(ended_before timestamptz, most int) returns int
language sql volatile security definer set search_path = public, pg_temp as $$
  with ended as (select id from staff_session where expires_at <= ended_before order by expires_at limit most
    for update skip locked),
  gone as (delete from staff_session s using ended e where s.id = e.id returning 1) select count(*)::int from gone;
$$;
revoke all on function forget_staff_sessions(timestamptz, int) from public;
grant execute on function forget_staff_sessions(timestamptz, int) to rollcall_api;

-- What keeps a phone's key, as its maker vouches for it (Attestation).
alter table device add column attestation text not null default 'NONE'
  check (attestation in ('NONE', 'SOFTWARE', 'TRUSTED_ENVIRONMENT', 'STRONGBOX'));
