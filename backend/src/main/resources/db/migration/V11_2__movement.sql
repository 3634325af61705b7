-- Two circles 10 m apart are a movement; the policies that say so are new rows, as ever.
set lock_timeout = '5s';

insert into judging_policy
select (n.changed).* from (
  select jsonb_populate_record(p, jsonb_build_object('version', p.version + 3, 'still_moved_m', 10)) as changed
  from judging_policy p where p.version in (2, 3, 4)) as n;

update standing set rules_version = rules_version + 1;
