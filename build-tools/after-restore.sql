-- Ends every restore, inside its transaction. What was waiting when the backup was taken may have been sent since:
-- it is held back until an operator releases it (postgres.sh release-outbox). No worker takes it, whatever its version.
update public.outbox
set state = 'CANCELLED_BY_RESTORE', finished_at = now(), lease_owner = null, lease_until = null,
    last_result = 'held back by a restore'
where state = 'PENDING';

-- Transaction numbers of another cluster may lie in this one's future, where readers of "what is new", who stop below
-- the oldest running transaction, would not see them for years. Such rows became visible here by this transaction.
do $$
declare
  field record;
begin
  for field in
    select c.oid::regclass as relation, a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and a.atttypid = 'xid8'::regtype and not a.attisdropped
  loop
    execute format('update %s set %I = pg_current_xact_id() where %I > pg_current_xact_id()', field.relation,
      field.name, field.name);
  end loop;
end $$;
