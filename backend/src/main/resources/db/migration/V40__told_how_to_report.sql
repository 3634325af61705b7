-- When the device was last told how to report: a mode that has begun or ended since is new to it, though no rule has changed.
-- Null where a node of the version before told it; then the last contact counts.
set lock_timeout = '5s';

alter table standing add column told_at timestamptz;
