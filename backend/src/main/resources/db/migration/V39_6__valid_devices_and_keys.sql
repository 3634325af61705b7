-- In a transaction of its own: it reads all of a table, and nobody who reads or writes there waits for it.
set lock_timeout = '5s';

alter table device validate constraint device_revoked_for_check;
alter table device validate constraint device_revoked_for;
alter table signing_key validate constraint signing_key_withdrawn;
