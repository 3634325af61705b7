-- When the device was last told how to report: a mode that has begun or ended since is new to it, though no rule has changed.
-- Null where no node of this version has told it; then the last contact counts. A node of the version before leaves it as it
-- finds it: an instant before it told, so that who was told between may be told once more.
set lock_timeout = '5s';

alter table standing add column told_at timestamptz;
