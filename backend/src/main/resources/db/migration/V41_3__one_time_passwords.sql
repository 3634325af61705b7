-- A password that an admin set is good for changing it, and for nothing else: who signs in by it chooses the next.
set lock_timeout = '5s';

alter table account add column password_once boolean not null default false;

create or replace function change_own_password(new_hash text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update account set password_hash = new_hash, password_once = false where id = scope_account() and kind = 'STAFF';
$$;

-- The same where it is still the one that was checked: what an admin has set meanwhile is not overwritten. What was begun by
-- the old one ends.
create function change_own_password(new_hash text, old_hash text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update account set password_hash = new_hash, password_once = false
  where id = scope_account() and kind = 'STAFF' and password_hash = old_hash;
  if not found then
    return false;
  end if;
  delete from sign_in_challenge where account_id = scope_account();
  return true;
end $$;
revoke all on function change_own_password(text, text) from public;
grant execute on function change_own_password(text, text) to rollcall_api;

-- By who keeps the account: another password, for one time where that is asked, and all sessions end. Null where the account
-- is not theirs to keep; false where it has none, since a provider knows who it is.
create function reset_password(who uuid, new_hash text, once boolean, at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if revoke_staff_sessions(who, at) is null then
    return null;
  end if;
  delete from sign_in_challenge where account_id = who;
  update account set password_hash = new_hash, password_once = once
  where id = who and nullif(password_hash, '!') is not null;
  return found;
end $$;
revoke all on function reset_password(uuid, text, boolean, timestamptz) from public;
grant execute on function reset_password(uuid, text, boolean, timestamptz) to rollcall_api;
