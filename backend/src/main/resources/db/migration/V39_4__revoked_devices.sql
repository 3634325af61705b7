-- Why an officer ended a device.
set lock_timeout = '5s';

alter table device add column revoked_for text
  check (revoked_for in ('LOST', 'STOLEN', 'IN_OTHER_HANDS', 'TAMPERED_WITH', 'NO_LONGER_USED'));
alter table device add constraint device_revoked_for check (revoked_for is null or revoked_at is not null) not valid;
alter table device validate constraint device_revoked_for;
create index device_person on device (supervisee_id, id);
