-- All that is kept about a person is shown to that person (PIPL 45). These tables were shown to staff alone.
set lock_timeout = '5s';

create policy silence_own on silence for select to rollcall_api using (supervisee_id = (select scope_account()));
create policy late_cause_own on late_cause for select to rollcall_api using (supervisee_id = (select scope_account()));
create policy assignment_own on assignment for select to rollcall_api using (supervisee_id = (select scope_account()));
create policy guardian_contact_own on guardian_contact for select to rollcall_api
  using (supervisee_id = (select scope_account()));
create policy guardianship_own on guardianship for select to rollcall_api
  using (supervisee_id = (select scope_account()));
create policy guardian_notice_own on guardian_notice for select to rollcall_api
  using (supervisee_id = (select scope_account()));
