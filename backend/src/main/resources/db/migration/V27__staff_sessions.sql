-- Sessions of staff: listed, revocable, renewed by tokens that are taken once.
set lock_timeout = '5s';

create table staff_session (
  id             uuid primary key,
  account_id     uuid not null references account,
  post_id        uuid references post, -- null: all that the account holds
  label          text check (length(label) between 1 and 100),
  address_prefix text not null check (length(address_prefix) between 1 and 50),
  opened_at      timestamptz not null,
  last_used_at   timestamptz not null check (last_used_at >= opened_at),
  expires_at     timestamptz not null check (expires_at > opened_at),
  revoked_at     timestamptz check (revoked_at >= opened_at)
);
create index staff_session_account on staff_session (account_id, id);
create index staff_session_expires on staff_session (expires_at);

create table staff_refresh_token (
  token_hash bytea primary key check (length(token_hash) = 32),
  session_id uuid not null references staff_session on delete cascade,
  issued_at  timestamptz not null,
  used_at    timestamptz check (used_at >= issued_at)
);
create index staff_refresh_token_session on staff_refresh_token (session_id);
create unique index staff_refresh_token_one_unused on staff_refresh_token (session_id) where used_at is null;

grant select, insert, update on staff_session to rollcall_api;
grant insert on staff_refresh_token to rollcall_api;
grant select on staff_session to rollcall_auditor;
alter table staff_session enable row level security;
create policy staff_session_own on staff_session to rollcall_api
  using (account_id = (select scope_account())) with check (account_id = (select scope_account()));
create policy staff_session_audit on staff_session for select to rollcall_auditor using (true);
alter table staff_refresh_token enable row level security;
create policy staff_refresh_token_own on staff_refresh_token for insert to rollcall_api
  with check (exists (select from staff_session s where s.id = session_id));

-- Asked with each request, before there is a scope.
create function staff_session_holds(session uuid, holder uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from staff_session s where s.id = session and s.account_id = holder and s.revoked_at is null
    and s.expires_at > at);
$$;

-- No row where the token is none, or its session or account does not count any more. A token that was used ends the
-- session: two hold a copy, and nobody knows which is its owner.
create function renew_staff_session(hash bytea, new_hash bytea, at timestamptz)
returns table (session uuid, holder uuid, post uuid, ends_at timestamptz, reused boolean)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  -- Two that come for one session at once come one after the other.
  select s.id, s.account_id, s.post_id, s.expires_at into session, holder, post, ends_at
  from staff_refresh_token t join staff_session s on s.id = t.session_id join account a on a.id = s.account_id
  where t.token_hash = hash and s.revoked_at is null and s.expires_at > at and a.disabled_at is null for update of s;
  if not found then
    return;
  end if;
  select t.used_at is not null into reused from staff_refresh_token t where t.token_hash = hash;
  if reused then
    update staff_session s set revoked_at = greatest(at, s.opened_at) where s.id = session;
    return next;
    return;
  end if;
  update staff_refresh_token t set used_at = greatest(at, t.issued_at) where t.token_hash = hash;
  insert into staff_refresh_token (token_hash, session_id, issued_at) values (new_hash, session, at);
  update staff_session s set last_used_at = greatest(at, s.last_used_at) where s.id = session;
  return next;
end $$;

-- By who keeps the account. How many there were; null where the account is not the asker's to keep.
create function revoke_staff_sessions(who uuid, at timestamptz) returns int
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  ended int;
begin
  if not exists (select from account a where a.id = who and a.kind = 'STAFF' and account_in_scope(a.id)) then
    return null;
  end if;
  update staff_session s set revoked_at = greatest(at, s.opened_at) where s.account_id = who and s.revoked_at is null;
  get diagnostics ended = row_count;
  return ended;
end $$;

-- One's own password: an account is otherwise changed by an admin alone.
create function change_own_password(new_hash text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update account set password_hash = new_hash where id = scope_account() and kind = 'STAFF';
$$;

create function forget_staff_sessions(ended_before timestamptz) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (delete from staff_session where expires_at <= ended_before returning 1) select count(*) from gone;
$$;

revoke all on function staff_session_holds(uuid, uuid, timestamptz), renew_staff_session(bytea, bytea, timestamptz),
  revoke_staff_sessions(uuid, timestamptz), change_own_password(text), forget_staff_sessions(timestamptz) from public;
grant execute on function staff_session_holds(uuid, uuid, timestamptz), renew_staff_session(bytea, bytea, timestamptz),
  revoke_staff_sessions(uuid, timestamptz), change_own_password(text), forget_staff_sessions(timestamptz) to rollcall_api;
