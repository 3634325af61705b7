-- A phone that lies still is asked for more fixes, and what judges everybody without an assignment is a row that says so:
-- the newest usual one. Whoever adds a usual row moves everybody's rules version on, as here.
set lock_timeout = '5s';

alter table judging_policy
  add column still_fixes   int not null default 3,
  add column still_moved_m double precision not null default 50 check (still_moved_m >= 0),
  add column usual         boolean not null default false,
  add constraint judging_policy_still check (still_fixes >= hold_down_fixes);

-- What did best in the alert-quality benchmark (docs/alert-quality.md): for check-ins, for fixes twice an hour, and for
-- fixes minutes apart.
insert into judging_policy
select n.version, n.mode, 100, 50, 2000, 2, 3, n.hold_down_s, 900, 120, 3600, 3600, 43200, n.row_expiry_s, 50, 300,
  86400, 80, 50, 40, 30, 30, 300 / 3.6::double precision, 5, 30, n.bursts, 3, 120, '22:00', '06:00', 50000, 86400,
  n.still_fixes, 50, n.usual
from (values (2, 'CHECKPOINT', 60, 50400, true, 4, true), (3, 'SPARSE', 60, 43200, true, 8, false),
  (4, 'CONTINUOUS', 480, 43200, false, 5, false))
  as n (version, mode, hold_down_s, row_expiry_s, bursts, still_fixes, usual);

update standing set rules_version = rules_version + 1;
