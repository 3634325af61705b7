-- The second factor of staff: codes of an authenticator (RFC 6238), recovery codes, and what a right password alone gives.
set lock_timeout = '5s';

create table staff_second_factor (
  account_id     uuid primary key references account,
  secret_sealed  bytea,       -- null: none is confirmed yet
  confirmed_at   timestamptz,
  last_step      bigint not null default 0, -- each step of 30 seconds is taken once
  pending_sealed bytea,       -- shown, and not confirmed yet
  check ((secret_sealed is null) = (confirmed_at is null)),
  check (secret_sealed is not null or pending_sealed is not null)
);

create table staff_recovery_code (
  code_hash  bytea primary key check (length(code_hash) = 32),
  account_id uuid not null references staff_second_factor on delete cascade,
  made_at    timestamptz not null,
  used_at    timestamptz check (used_at >= made_at)
);
create index staff_recovery_code_account on staff_recovery_code (account_id);

create table sign_in_challenge (
  token_hash bytea primary key check (length(token_hash) = 32),
  account_id uuid not null references account,
  post_id    uuid references post,
  label      text check (length(label) between 1 and 100),
  expires_at timestamptz not null,
  tries      int not null default 0 check (tries >= 0)
);
create index sign_in_challenge_expires on sign_in_challenge (expires_at);

-- Constant: nothing is rewritten. A node of the version before opens sessions without one.
alter table staff_session add column second_factor boolean not null default false;

grant select, insert, update on staff_second_factor to rollcall_api;
grant select, insert, update, delete on staff_recovery_code to rollcall_api;
grant select, insert, delete on sign_in_challenge to rollcall_api;
alter table staff_second_factor enable row level security;
create policy staff_second_factor_own on staff_second_factor to rollcall_api
  using (account_id = (select scope_account())) with check (account_id = (select scope_account()));
alter table staff_recovery_code enable row level security;
create policy staff_recovery_code_own on staff_recovery_code to rollcall_api
  using (account_id = (select scope_account())) with check (account_id = (select scope_account()));
alter table sign_in_challenge enable row level security;
create policy sign_in_challenge_own on sign_in_challenge to rollcall_api
  using (account_id = (select scope_account())) with check (account_id = (select scope_account()));

-- What a sign-in asks before there is a scope: one row for each account of that name, so at most one.
-- An address is known while a session that was opened from its network is remembered.
create function sign_in_facts(name text, wanted uuid, network text, at timestamptz)
returns table (id uuid, hash text, holds_post boolean, roles text[], has_factor boolean, network_known boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.password_hash,
    wanted is null or exists (select from post p where p.id = wanted and p.account_id = a.id and p.valid @> at),
    array(select p.role from post p where p.account_id = a.id and p.valid @> at and (wanted is null or p.id = wanted)),
    exists (select from staff_second_factor f where f.account_id = a.id and f.confirmed_at is not null),
    exists (select from staff_session s where s.account_id = a.id and s.address_prefix = network)
  from account a where a.login = name and a.kind = 'STAFF' and a.disabled_at is null;
$$;

-- Each look at a challenge is a try: after the fifth it is none.
create function try_sign_in_challenge(hash bytea, network text, at timestamptz)
returns table (holder uuid, post uuid, label text, network_known boolean)
language sql volatile security definer set search_path = public, pg_temp as $$
  update sign_in_challenge c set tries = c.tries + 1 from account a
  where c.token_hash = hash and c.expires_at > at and c.tries < 5 and a.id = c.account_id and a.disabled_at is null
  returning c.account_id, c.post_id, c.label,
    exists (select from staff_session s where s.account_id = c.account_id and s.address_prefix = network);
$$;

create function forget_sign_in_challenges(at timestamptz) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (delete from sign_in_challenge where expires_at <= at returning 1) select count(*) from gone;
$$;

-- Asked with each request, before there is a scope: null where the session does not hold, else whether it was opened
-- with a second factor.
create function staff_session_strength(session uuid, holder uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select s.second_factor from staff_session s where s.id = session and s.account_id = holder and s.revoked_at is null
    and s.expires_at > at;
$$;

-- By who keeps the account: the factor is gone, and with it all sessions. False where the account is not theirs to keep.
create function reset_second_factor(who uuid, at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if revoke_staff_sessions(who, at) is null then
    return false;
  end if;
  delete from staff_second_factor where account_id = who;
  delete from sign_in_challenge where account_id = who;
  return true;
end $$;

revoke all on function sign_in_facts(text, uuid, text, timestamptz), try_sign_in_challenge(bytea, text, timestamptz),
  forget_sign_in_challenges(timestamptz), staff_session_strength(uuid, uuid, timestamptz),
  reset_second_factor(uuid, timestamptz) from public;
grant execute on function sign_in_facts(text, uuid, text, timestamptz), try_sign_in_challenge(bytea, text, timestamptz),
  forget_sign_in_challenges(timestamptz), staff_session_strength(uuid, uuid, timestamptz),
  reset_second_factor(uuid, timestamptz) to rollcall_api;
