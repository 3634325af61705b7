-- A claimed radius is believed to 99.7 %, two and a quarter times what it claims, and no longer to 99 %: base stations
-- made one false alert in six at check-ins (docs/adr/0014). The policies that say so are new rows, as ever.
set lock_timeout = '5s';

insert into judging_policy
select (n.changed).* from (
  select jsonb_populate_record(p, jsonb_build_object('version', p.version + 3, 'accuracy_scale', 2.25)) as changed
  from judging_policy p where p.version in (5, 6, 7)) as n;

update standing set rules_version = rules_version + 1;
