-- Each batch of fixes asks which of its phones do not count any more. Nearly none does: indexes of those alone answer with
-- a look, where before each phone and each account was read.
set lock_timeout = '5s';

create index device_revoked on device (id) where revoked_at is not null;
create index account_disabled on account (id) where disabled_at is not null;
