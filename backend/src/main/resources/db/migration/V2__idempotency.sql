-- What a client asked once with an Idempotency-Key, so that a repetition gets the first answer and makes nothing.
-- The key itself is not kept: it opens the answer, which may hold names and one-time codes. So the table alone tells
-- nobody anything.
set lock_timeout = '5s';

create table idempotency_key (
  account_id   uuid not null references account,
  key_hash     text not null check (key_hash ~ '^[0-9a-f]{64}$'),
  request_hash text not null check (request_hash ~ '^[0-9a-f]{64}$'),
  answer       text, -- sealed; null only inside the transaction that makes the thing
  expires_at   timestamptz not null,
  primary key (account_id, key_hash)
);
create index idempotency_key_expires on idempotency_key (expires_at);

grant select, insert, update on idempotency_key to rollcall_api;
alter table idempotency_key enable row level security;
create policy idempotency_key_own on idempotency_key to rollcall_api
  using (account_id = scope_account()) with check (account_id = scope_account());

-- Deletes across accounts, and can do nothing else.
create function forget_idempotency_keys(before timestamptz) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from idempotency_key where expires_at <= before returning 1)
  select count(*) from gone;
$$;
revoke all on function forget_idempotency_keys(timestamptz) from public;
grant execute on function forget_idempotency_keys(timestamptz) to rollcall_api;
