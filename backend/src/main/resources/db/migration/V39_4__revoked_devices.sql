-- Why an officer ended a device. Every batch of fixes reads this table: V39_6 validates, and V39_7 makes the index.
set lock_timeout = '5s';

alter table device add column revoked_for text;
alter table device add constraint device_revoked_for_check check (revoked_for in ('LOST', 'STOLEN', 'IN_OTHER_HANDS',
  'TAMPERED_WITH', 'NO_LONGER_USED')) not valid;
alter table device add constraint device_revoked_for check (revoked_for is null or revoked_at is not null) not valid;
