-- What is most personal lies sealed, field by field, under keys that lie sealed under the master key.
set lock_timeout = '5s';

create table field_key (
  id         uuid primary key,
  suite      text not null check (length(suite) between 1 and 50),
  seal_key   bytea not null, -- both sealed under the master key
  index_key  bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz check (retired_at >= created_at) -- seals nothing new; opens what it has sealed
);
create unique index field_key_one_active on field_key ((true)) where retired_at is null;

create table personal_data (
  supervisee_id       uuid primary key references supervisee,
  key_id              uuid not null references field_key,
  document_kind       text,
  document_sealed     bytea,
  document_index      bytea check (length(document_index) = 32),
  phone_sealed        bytea,
  phone_index         bytea check (length(phone_index) = 32),
  health_notes_sealed bytea,
  changed_at          timestamptz not null,
  changed_by          uuid not null references account,
  check ((document_kind is null) = (document_sealed is null) and (document_kind is null) = (document_index is null)),
  check ((phone_sealed is null) = (phone_index is null))
);
create index personal_data_document on personal_data (document_index) where document_index is not null;
create index personal_data_phone on personal_data (phone_index) where phone_index is not null;
create index personal_data_key on personal_data (key_id, supervisee_id);

grant select, insert on field_key to rollcall_api;
grant select, insert, update on field_key to rollcall_worker;
grant select, insert, update on personal_data to rollcall_api;
grant select, update on personal_data to rollcall_worker;

alter table personal_data enable row level security;
create policy personal_data_scope on personal_data to rollcall_api
  using (exists (select from supervisee s where s.id = personal_data.supervisee_id))
  with check (exists (select from supervisee s where s.id = personal_data.supervisee_id));
create policy personal_data_worker on personal_data to rollcall_worker using (true) with check (true);
