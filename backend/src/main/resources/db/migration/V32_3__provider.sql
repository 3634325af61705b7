-- Staff whom a provider of the agency's own signs in (OpenID Connect): who they are there, and posts by its word.
set lock_timeout = '5s';

create table provider_account (
  issuer     text not null check (length(issuer) between 1 and 500),
  subject    text not null check (length(subject) between 1 and 255),
  account_id uuid not null unique references account,
  primary key (issuer, subject)
);

-- Each token of a provider opens one session.
create table provider_token (
  token_hash bytea primary key check (length(token_hash) = 32),
  expires_at timestamptz not null
);
create index provider_token_expires on provider_token (expires_at);

alter table post add column from_provider boolean not null default false;

-- "p.*" of a table that has one more column.
create or replace function scope_posts() returns setof post language sql stable begin atomic
  select p.* from post p where p.account_id = scope_account() and post_counts(p.covers, p.valid, now())
    and (scope_post() is null or p.id = scope_post())
    and (scope_roles() is null or p.role = any (scope_roles()));
end;

alter table provider_account enable row level security;
alter table provider_token enable row level security;
grant select on provider_account to rollcall_auditor;
create policy provider_account_audit on provider_account for select to rollcall_auditor using (true);

-- Takes a token once, and the word of the provider about who holds which post until then: what it does not say any more
-- ends, what an admin gave stays. The account; null where the token was taken, the account is shut, or no post is left.
-- A name that is taken here already is not: who comes is known by issuer and subject alone.
create function take_provider_posts(idp text, subj text, shown text, fresh uuid, token bytea, token_until timestamptz,
  at timestamptz, until timestamptz, ids uuid[], roles text[], units uuid[], sees_minors boolean[]) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  who uuid;
begin
  insert into provider_token (token_hash, expires_at) values (token, token_until) on conflict do nothing;
  if not found then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(idp || ' ' || subj, 32));
  select p.account_id into who from provider_account p where p.issuer = idp and p.subject = subj;
  if who is null then
    who := fresh;
    -- '!' is the hash of no password.
    insert into account (id, kind, login, display_name, password_hash, created_at)
      values (who, 'STAFF', 'idp.' || who, shown, '!', at);
    insert into provider_account (issuer, subject, account_id) values (idp, subj, who);
  elsif exists (select from account a where a.id = who and a.disabled_at is not null) then
    return null;
  end if;
  update account a set display_name = shown where a.id = who and a.display_name <> shown;
  update post p set valid = tstzrange(lower(p.valid), greatest(at, lower(p.valid) + interval '1 microsecond'))
    where p.account_id = who and p.from_provider and p.valid @> at and not exists (
      select from unnest(roles, units, sees_minors) as c (role, unit, minors)
      where c.role = p.role and c.unit = p.unit_id and c.minors = p.minors);
  update post p set valid = tstzrange(lower(p.valid), greatest(until, upper(p.valid)))
    where p.account_id = who and p.from_provider and p.valid @> at;
  insert into post (id, account_id, unit_id, role, valid, minors, from_provider)
    select c.id, who, c.unit, c.role, tstzrange(at, until), c.minors, true
    from unnest(ids, roles, units, sees_minors) as c (id, role, unit, minors) join agency_unit u on u.id = c.unit
    where not exists (select from post p where p.account_id = who and p.unit_id = c.unit and p.role = c.role
      and p.valid && tstzrange(at, until));
  return (select who where exists (select from post p where p.account_id = who and post_counts(p.covers, p.valid, at)));
end $$;

create function forget_provider_tokens(at timestamptz) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (delete from provider_token where expires_at <= at returning 1) select count(*) from gone;
$$;
revoke all on function take_provider_posts(text, text, text, uuid, bytea, timestamptz, timestamptz, timestamptz, uuid[],
  text[], uuid[], boolean[]), forget_provider_tokens(timestamptz) from public;
grant execute on function take_provider_posts(text, text, text, uuid, bytea, timestamptz, timestamptz, timestamptz, uuid[],
  text[], uuid[], boolean[]), forget_provider_tokens(timestamptz) to rollcall_api;

-- What a sign-in by password asks (V32): who has none is as unknown as nobody.
create or replace function sign_in_facts(name text, wanted uuid, network text, at timestamptz)
returns table (id uuid, hash text, holds_post boolean, roles text[], has_factor boolean, network_known boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, nullif(a.password_hash, '!'),
    wanted is null or exists (select from post p where p.id = wanted and p.account_id = a.id and post_counts(p.covers, p.valid, at)),
    array(select p.role from post p where p.account_id = a.id and post_counts(p.covers, p.valid, at)
      and (wanted is null or p.id = wanted)),
    exists (select from staff_second_factor f where f.account_id = a.id and f.confirmed_at is not null),
    exists (select from staff_session s where s.account_id = a.id and s.address_prefix = network)
  from account a where a.login = name and a.kind = 'STAFF' and a.disabled_at is null;
$$;
