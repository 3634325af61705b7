-- How well the sender of a fix was known (IdentityStrength). Null where a node of the version before stored it. Constraints
-- that are not valid hold for what comes, and read nothing of what is there.
set lock_timeout = '5s';

alter table fix add column sender_strength smallint;
alter table fix add constraint fix_sender_strength check (sender_strength between 1 and 3) not valid;
alter table kept_fix add column sender_strength smallint;
alter table kept_fix add constraint kept_fix_sender_strength check (sender_strength between 1 and 3) not valid;
