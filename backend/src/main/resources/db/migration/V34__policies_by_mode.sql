-- Who sends fixes half an hour or minutes apart is judged by the policy that was tuned for it, and not by that of check-ins:
-- the newest row that is "of_mode" (docs/adr/0036). An assignment goes before it. A node of the version before goes on with
-- the usual one for all. And an exit's row that had its burst outlives a wrong place inside for a while, where fixes come
-- every half hour: one such place hid an excursion (docs/adr/0014).
set lock_timeout = '5s';

alter table judging_policy
  add column of_mode          boolean not null default false,
  add column still_outlives_s int not null default 0
    check (still_outlives_s >= 0 and still_outlives_s <= row_expiry_s);

-- Behind whatever an operator has added: what came with V28 is changed, in rows of its own as ever.
insert into judging_policy
select (n.changed).* from (
  select jsonb_populate_record(p, jsonb_build_object('version', (select max(version) from judging_policy) + v.n,
    'of_mode', true, 'still_outlives_s', v.outlives)) as changed
  from (values (1, 12, 9000), (2, 13, 0)) as v (n, like_version, outlives)
  join judging_policy p on p.version = v.like_version) as n;

update standing set rules_version = rules_version + 1;
