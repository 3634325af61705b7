-- Proofs of a phone's key come with each sensitive request now, not once in a quarter of an hour: they are forgotten in
-- small batches, past those that another node is forgetting. Who calls it asks again while it says a full batch.
set lock_timeout = '5s';

create or replace function forget_device_assertions(before timestamptz) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with ended as (select device_id, jti_hash from device_assertion where expires_at <= before
      order by expires_at limit 1000 for update skip locked),
    gone as (delete from device_assertion a using ended e
      where a.device_id = e.device_id and a.jti_hash = e.jti_hash returning 1)
  select count(*) from gone;
$$;
