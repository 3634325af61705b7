-- Who sends fixes twice an hour or minutes apart is judged by the policy that is meant for it, and not by that of
-- check-ins: the newest row of the person's mode at a fix's time that is "of_mode". An assignment goes before it; a mode
-- without such a row has the newest usual one. A node of the version before goes on with the usual one for all.
-- And a row of fixes that had its burst outlives a wrong place inside for a while, where fixes come every half hour: one
-- such place hid an excursion (docs/adr/0014).
set lock_timeout = '5s';

alter table judging_policy
  add column of_mode          boolean not null default false,
  add column still_outlives_s int not null default 0 check (still_outlives_s >= 0);

insert into judging_policy
select (n.changed).* from (
  select jsonb_populate_record(p, jsonb_build_object('version', v.version, 'mode', v.mode, 'of_mode', true,
    'still_outlives_s', v.outlives)) as changed
  from (values (14, 12, 'SPARSE', 9000), (15, 12, 'TRIP', 9000), (16, 13, 'CONTINUOUS', 0))
    as v (version, like_version, mode, outlives)
  join judging_policy p on p.version = v.like_version) as n;

update standing set rules_version = rules_version + 1;
