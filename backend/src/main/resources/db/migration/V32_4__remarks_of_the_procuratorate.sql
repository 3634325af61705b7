-- What the procuratorate says of a case, and what the agency answers. Neither is changed; an answer is given once.
set lock_timeout = '5s';

create table remark (
  id              uuid primary key,
  supervisee_id   uuid not null references supervisee,
  kind            text not null check (kind in ('COMMENT', 'CORRECTION_NOTICE')),
  document_number text check (length(document_number) between 1 and 100),
  content         text not null check (length(content) between 1 and 10000),
  answer_by       date,
  issued_by       uuid not null references account,
  issued_at       timestamptz not null,
  check (kind = 'COMMENT' or document_number is not null)
);
create index remark_person on remark (supervisee_id, id);

create table remark_answer (
  remark_id   uuid primary key references remark,
  content     text not null check (length(content) between 1 and 10000),
  answered_by uuid not null references account,
  answered_at timestamptz not null
);

grant select, insert on remark, remark_answer to rollcall_api;
grant select on remark, remark_answer to rollcall_auditor;

-- By role as well as by scope: the agency writes no notice to itself, and the procuratorate no answer.
alter table remark enable row level security;
create policy remark_read on remark for select to rollcall_api
  using (exists (select from supervisee s where s.id = remark.supervisee_id));
create policy remark_make on remark for insert to rollcall_api with check (issued_by = scope_account() and exists (
  select from supervisee s where s.id = remark.supervisee_id and in_scope(s.unit_id, 'PROSECUTOR')));
create policy remark_audit on remark for select to rollcall_auditor using (true);
alter table remark_answer enable row level security;
create policy remark_answer_read on remark_answer for select to rollcall_api
  using (exists (select from remark r where r.id = remark_answer.remark_id));
create policy remark_answer_make on remark_answer for insert to rollcall_api with check (answered_by = scope_account()
  and exists (select from remark r join supervisee s on s.id = r.supervisee_id where r.id = remark_answer.remark_id
    and (in_scope(s.unit_id, 'COUNTY_OFFICER') or in_scope(s.unit_id, 'BUREAU_HEAD'))));
create policy remark_answer_audit on remark_answer for select to rollcall_auditor using (true);
