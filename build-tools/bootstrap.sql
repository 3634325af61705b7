-- What must exist before Rollcall's own migrations can run: five login roles, the database, PostGIS in it.
-- Run by build-tools/postgres.sh; by hand, once per database, as a superuser (PostGIS is not a trusted extension):
--
--   psql "$SUPERUSER_URL" -v ON_ERROR_STOP=1 -v database=rollcall \
--     -v owner_password=… -v api_password=… -v intake_password=… -v worker_password=… -v auditor_password=… \
--     -f build-tools/bootstrap.sql
--
-- Safe to run again: it then only sets the passwords anew. No role may pass by row-level security.

\set QUIET on
set client_min_messages = warning;
-- Passwords must not reach the server's log, whatever it is set to.
set log_statement = 'none';
set log_min_error_statement = 'panic';
set log_min_duration_statement = -1;

select format('create role %I', name)
from unnest(array['rollcall_owner', 'rollcall_api', 'rollcall_intake', 'rollcall_worker', 'rollcall_auditor']) as name
where not exists (select from pg_roles where rolname = name)
\gexec

alter role rollcall_owner   login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'owner_password';
alter role rollcall_api     login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'api_password';
alter role rollcall_intake  login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'intake_password';
alter role rollcall_worker  login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'worker_password';
alter role rollcall_auditor login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'auditor_password';

-- A superuser may name any owner; a mere creator of roles and databases has to be a member first.
select format('grant rollcall_owner to %I', current_user)
where not (select rolsuper from pg_roles where rolname = current_user)
\gexec

select format('create database %I owner rollcall_owner template template0 encoding ''UTF8''', :'database')
where not exists (select from pg_database where datname = :'database')
\gexec

select format('revoke all on database %I from public', :'database')
\gexec
select format('grant connect, temporary on database %I to rollcall_owner', :'database')
\gexec
select format('grant connect on database %I to rollcall_api, rollcall_intake, rollcall_worker, rollcall_auditor', :'database')
\gexec
-- A migration that cannot have its lock gives up rather than queue and block every reader behind it.
select format('alter role rollcall_owner in database %I set lock_timeout = ''5s''', :'database')
\gexec

\connect :"database"
set client_min_messages = warning;
create extension if not exists postgis;
create extension if not exists btree_gist;
alter schema public owner to rollcall_owner;
revoke create on schema public from public;
grant usage on schema public to rollcall_api, rollcall_intake, rollcall_worker, rollcall_auditor;
