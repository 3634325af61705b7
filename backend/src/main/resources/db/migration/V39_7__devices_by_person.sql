-- Whose devices are listed. Not concurrently, which waits for ever behind the lock of who migrates (V31_1): who enrols or
-- ends a device waits for about a second a million devices, and who reads them, as each batch of fixes does, for nothing.
set lock_timeout = '5s';

create index device_person on device (supervisee_id, id);
