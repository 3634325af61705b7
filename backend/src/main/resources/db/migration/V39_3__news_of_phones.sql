-- Two more that officers are told of: a phone that is enrolled beside another, and a copy of what renews a phone's token.
-- Show them once all nodes are of this version: one of the version before cannot.
-- V40_3 validates what is checked then.
set lock_timeout = '5s';

alter table staff_task drop constraint staff_task_kind_check;
alter table staff_task add constraint staff_task_kind_check check (kind in ('PHONE_REPLACED', 'PHONE_ADDED',
  'PHONE_TOKEN_COPIED', 'CHECK_IN_BY_PIN', 'ORDER_ENDS', 'OBJECTION', 'RECORDED_LATER')) not valid;
-- What a task is about stays; what happened to it last counts.
grant update (kind) on staff_task to rollcall_api, rollcall_worker;

-- "ended" where this very token has ended the family: what comes back again afterwards is no news. "reused" as before, by
-- which a node of the version before goes.
drop function renew_refresh_token(bytea, uuid, bytea, timestamptz, timestamptz);
create function renew_refresh_token(hash bytea, new_id uuid, new_hash bytea, at timestamptz, until timestamptz)
returns table (device uuid, person uuid, reused boolean, ended boolean)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  token refresh_token;
  holder uuid;
begin
  -- Two that come for one device at once come one after the other.
  select d.id, d.supervisee_id into device, holder
  from refresh_token t join device d on d.id = t.device_id join account a on a.id = d.supervisee_id
  where t.token_hash = hash and d.revoked_at is null and a.disabled_at is null for update of d;
  if not found then
    return;
  end if;
  select * into token from refresh_token t where t.token_hash = hash;
  if not found or token.expires_at <= at then
    return;
  end if;
  person := holder;
  ended := false;
  reused := token.revoked_at is not null or token.used_at is not null and not exists (
    select from refresh_token c where c.parent_id = token.id and c.used_at is null and c.revoked_at is null);
  if reused then
    update refresh_token t set revoked_at = greatest(at, t.issued_at)
    where t.device_id = token.device_id and t.revoked_at is null;
    ended := found;
    return next;
    return;
  end if;
  update refresh_token c set revoked_at = greatest(at, c.issued_at)
  where c.parent_id = token.id and c.revoked_at is null;
  update refresh_token t set used_at = coalesce(t.used_at, greatest(at, t.issued_at)) where t.id = token.id;
  insert into refresh_token (id, device_id, parent_id, token_hash, issued_at, expires_at)
  values (new_id, token.device_id, token.id, new_hash, at, until);
  return next;
end $$;
revoke all on function renew_refresh_token(bytea, uuid, bytea, timestamptz, timestamptz) from public;
grant execute on function renew_refresh_token(bytea, uuid, bytea, timestamptz, timestamptz) to rollcall_api;
