-- Before and after of writes. What a transaction of the application adds or changes in the tables below is noted for the rest
-- of it and goes into its next entry of the record, so that an operation cannot forget it. Repeatable, so that a table or a
-- column that is new is put here; what is not named as harmless is never shown: its digest tells that it changed.
set lock_timeout = '5s';

-- HMAC-SHA-256 under the node's digest key, which the transaction brings as the two padded blocks. Without it, as where
-- nobody has signed in yet, the value is a star.
create or replace function audit_digest(field text, value text) returns text language sql stable
set search_path = public, pg_temp
return case
  when value is null then null
  when length(coalesce(current_setting('rollcall.digest_key', true), '')) <> 256 then '*'
  else 'hmac:' || left(encode(sha256(decode(right(current_setting('rollcall.digest_key', true), 128), 'hex')
    || sha256(decode(left(current_setting('rollcall.digest_key', true), 128), 'hex')
    || convert_to(length(field) || ':' || field || value, 'UTF8'))), 'hex'), 32) end;

-- The arguments are the columns that may be shown. The triggers fire for the application's role: intake, sweeps and the owner
-- leave no entry that it could go into.
create or replace function audit_capture() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  was jsonb := '{}';
  became jsonb := to_jsonb(new) - 'tx';
  before jsonb := '{}';
  after jsonb := '{}';
  name text;
  noted jsonb := coalesce(nullif(current_setting('rollcall.changes', true), ''), '{}');
begin
  if tg_op = 'UPDATE' then
    was := to_jsonb(old) - 'tx';
  end if;
  for name in select key from jsonb_object_keys(became) as key loop
    if coalesce(was -> name, 'null') is distinct from became -> name then
      if name = any (tg_argv) then
        before := before || jsonb_build_object(name, was -> name);
        after := after || jsonb_build_object(name, became -> name);
      else
        before := before || jsonb_build_object(name, audit_digest(tg_table_name || '.' || name, was ->> name));
        after := after || jsonb_build_object(name, audit_digest(tg_table_name || '.' || name, became ->> name));
      end if;
    end if;
  end loop;
  -- Bounded: who changes more at once has the count of it in the detail.
  if after <> '{}' and (select count(*) from jsonb_object_keys(coalesce(noted -> 'after', '{}'))) < 200 then
    -- By what the row is known: its own id, or whose it is.
    name := tg_table_name || '/' || coalesce(became ->> 'id', became ->> 'objection_id',
      (became ->> 'permission_id') || '.' || (became ->> 'version'), became ->> 'remark_id',
      became ->> 'supervisee_id', became ->> 'account_id');
    if coalesce(noted -> 'after', '{}') ? name then
      -- Changed twice: as it was before the first.
      before := before || coalesce(noted -> 'before' -> name, '{}');
      after := coalesce(noted -> 'after' -> name, '{}') || after;
    elsif tg_op = 'INSERT' then
      before := '{}';
    end if;
    perform set_config('rollcall.changes', jsonb_build_object(
      'before', coalesce(noted -> 'before', '{}') || case when before = '{}' then '{}'
        else jsonb_build_object(name, before) end,
      'after', coalesce(noted -> 'after', '{}') || jsonb_build_object(name, after))::text, true);
  end if;
  return null;
end $$;

create or replace function audit_entry_fill() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  noted jsonb := nullif(current_setting('rollcall.changes', true), '')::jsonb;
begin
  new.posts := array(select p.id from scope_posts() p order by p.id);
  new.session_id := coalesce(scope_setting('rollcall.session_id'), new.session_id);
  new.device_id := coalesce(scope_setting('rollcall.device_id'), new.device_id);
  if new.person_id is null then
    new.person_id := coalesce((select s.id from supervisee s where s.id = new.object_id),
      (select a.supervisee_id from alert a where a.id = new.object_id));
  end if;
  if noted is not null then
    new.before := coalesce(new.before, noted -> 'before');
    new.after := coalesce(new.after, noted -> 'after');
    perform set_config('rollcall.changes', '', true);
  end if;
  return new;
end $$;

revoke all on function audit_digest(text, text), audit_capture(), audit_entry_fill() from public;

do $$
declare
  shown record;
begin
  for shown in select * from (values
    ('agency_unit', 'id,parent_id,level,name,created_at'),
    ('account', 'id,kind,created_at,disabled_at,made_in,password_once'),
    ('post', 'id,account_id,unit_id,role,valid,covers,minors,from_provider'),
    ('supervisee', 'id,unit_id,legal_basis,term_from,term_until,zone,regime,created_at,released'),
    ('collection_period', 'id,supervisee_id,valid,known_from,known_until'),
    ('enrolment_code', 'id,supervisee_id,issued_by,issued_at,expires_at,used_at,replaced_at'),
    ('device', 'id,supervisee_id,kind,dialect,enrolled_at,revoked_at,replaced_at,secret_expires_at,attestation,spare,revoked_for'),
    ('device_allowance', 'id,supervisee_id,unit_id,phones,valid,given_by'),
    ('home_area', 'id,supervisee_id,area_id,valid,known_from,known_until'),
    ('permission', 'id,supervisee_id,kind,valid,applied_at,decided_at,decided_by,retroactive,transit_out_seconds,transit_back_seconds'),
    ('permission_version', 'permission_id,version,valid,known_from,known_until,changed_by'),
    ('leave_application', 'id,supervisee_id,unit_id,kind,valid,applied_at,days,days_away,level,recorded_by,recorded_at,decided_by,decided_at,granted,permission_id'),
    ('leave_opinion', 'id,application_id,supports,given_by,given_at'),
    ('leave_delegation', 'id,unit_id,valid,given_by'),
    ('guardianship', 'id,supervisee_id,valid,opened_by,code_expires_at,code_used_at'),
    ('guardian_notice', 'id,supervisee_id,kind,takes_place,told_at,told_by'),
    ('schedule', 'id,supervisee_id,kind,policy_version,opens_minute,closes_minute,day_of_month,grace_seconds,valid,next_opens_at'),
    ('location_mode', 'id,supervisee_id,device_kind,mode,interval_s,hours_from_minute,hours_until_minute,notified_at,permission_id,instruction_id,order_id,basis_until,valid,known_from,known_until,set_by'),
    ('legal_instruction', 'id,supervisee_id,valid_until,recorded_by,recorded_at'),
    ('positioning_order', 'id,supervisee_id,ground,approver_role,first_day,last_day,valid,valid_until,extension_of,recorded_by,recorded_at'),
    ('custody', 'id,supervisee_id,kind,valid,began_at,recorded_by,recorded_at,ended_by,ended_at'),
    ('release', 'id,supervisee_id,kind,released_at,recorded_by,recorded_at'),
    ('staff_session', 'id,account_id,post_id,opened_at,last_used_at,expires_at,revoked_at,second_factor'),
    ('staff_second_factor', 'account_id,confirmed_at'),
    ('staff_recovery_code', 'account_id,made_at,used_at'),
    ('assignment', 'id,account_id,supervisee_id,valid,assigned_by'),
    ('guardian_contact', 'id,supervisee_id,relation,recorded_by,recorded_at'),
    ('personal_data', 'supervisee_id,key_id,document_kind,changed_at,changed_by'),
    ('legal_hold', 'id,supervisee_id,placed_by,placed_at,lifted_by,lifted_at'),
    ('remark', 'id,supervisee_id,kind,answer_by,issued_by,issued_at'),
    ('remark_answer', 'remark_id,answered_by,answered_at'),
    ('check_in_pin', 'supervisee_id,issued_by,issued_at,expires_at'),
    ('provisional_check_in', 'id,slot_id,supervisee_id,made_at,sender_strength,state,decided_by,decided_at'),
    ('alert', 'id,supervisee_id,unit_id,code,severity,condition,handling,opened_at,changed_at'),
    ('objection', 'id,supervisee_id,alert_id,from_at,until_at,made_at'),
    ('objection_decision', 'objection_id,outcome,decided_by,decided_at'),
    ('retention_rule', 'id,class,version,days,at_end,changed_by,changed_at')
  ) as t (name, columns) loop
    execute format('create or replace trigger audit_changes after insert or update on %I for each row'
      ' when (session_user in (%s)) execute function audit_capture(%s)', shown.name,
      -- What a person does by their PIN is done, and put on record, by the worker.
      case shown.name when 'provisional_check_in' then '''rollcall_api'', ''rollcall_worker''' else '''rollcall_api''' end,
      (select string_agg(quote_literal(c), ', ') from unnest(string_to_array(shown.columns, ',')) c));
  end loop;
end $$;
