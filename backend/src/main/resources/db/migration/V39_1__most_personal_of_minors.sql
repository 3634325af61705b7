-- An identity number tells who a minor is as a name does: it is read where a post says so, and by whom it is about. A node of
-- the version before cannot store any for an officer whose post does not.
set lock_timeout = '5s';

create policy personal_data_minor on personal_data as restrictive for select to rollcall_api using (exists (
  select from supervisee s where s.id = personal_data.supervisee_id
    and (s.regime = 'ADULT' or s.id = (select scope_account()) or may_see_minor(s.unit_id))));

-- To store is not to read, but "on conflict do update" asks the policy of reading, too. Null where nothing was stored.
create function set_personal_data(person uuid, key uuid, kind text, document bytea, document_digest bytea, phone bytea,
  phone_digest bytea, notes bytea, at timestamptz) returns boolean
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into personal_data (supervisee_id, key_id, document_kind, document_sealed, document_index, phone_sealed,
    phone_index, health_notes_sealed, changed_at, changed_by)
  select s.id, key, kind, document, document_digest, phone, phone_digest, notes, at, scope_account()
  from supervisee s where s.id = person and s.unit_id = any (scope_units())
  on conflict (supervisee_id) do update set key_id = excluded.key_id, document_kind = excluded.document_kind,
    document_sealed = excluded.document_sealed, document_index = excluded.document_index,
    phone_sealed = excluded.phone_sealed, phone_index = excluded.phone_index,
    health_notes_sealed = excluded.health_notes_sealed, changed_at = excluded.changed_at,
    changed_by = excluded.changed_by
  -- All of it is replaced: whoever does not see what is there would wipe it and never know.
  where exists (select from supervisee s where s.id = person and (s.regime = 'ADULT' or may_see_minor(s.unit_id)))
  returning true;
$$;
revoke all on function set_personal_data(uuid, uuid, text, bytea, bytea, bytea, bytea, bytea, timestamptz) from public;
grant execute on function set_personal_data(uuid, uuid, text, bytea, bytea, bytea, bytea, bytea, timestamptz)
  to rollcall_api;
