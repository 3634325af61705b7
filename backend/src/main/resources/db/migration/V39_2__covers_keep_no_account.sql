-- Who covers a post of a small unit for some days is not for that unit's admin to keep: covers do not count for whose an account
-- is.
set lock_timeout = '5s';

create or replace function account_in_scope(who uuid) returns boolean language sql stable security definer
set search_path = public, pg_temp
return case
  when exists (select from post p where p.account_id = who and p.covers is null
      and (upper_inf(p.valid) or upper(p.valid) > now()))
    then exists (select from post p where p.account_id = who and p.covers is null
      and (upper_inf(p.valid) or upper(p.valid) > now()) and in_scope(p.unit_id))
  when exists (select from post p where p.account_id = who and p.covers is null)
    then exists (select from post p where p.account_id = who and p.covers is null and in_scope(p.unit_id))
  else exists (select from account a where a.id = who and in_scope(a.made_in)) end;
