-- A key that signed tokens and is not to be believed any more, not even for as long as they would hold. Constant: nothing is
-- rewritten. A node of the version before goes on with the keys that it knows until it is restarted.
-- V39_6 validates.
set lock_timeout = '5s';

alter table signing_key add column withdrawn boolean not null default false;
alter table signing_key add constraint signing_key_withdrawn check (not withdrawn or retired_at is not null) not valid;
