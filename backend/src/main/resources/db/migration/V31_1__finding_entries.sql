-- The ways into the record: in the order of commits for who seals, by person and by account for who asks. Not
-- concurrently, which waits for ever behind the lock of who migrates: whoever writes the record waits for about a second
-- a million entries, and reads of places with them, since each is on record.
set lock_timeout = '5s';

create index audit_entry_order on audit_entry (tx, id);
create index audit_entry_person on audit_entry (person_id, at, id) where person_id is not null;
create index audit_entry_actor on audit_entry (actor, at, id);
