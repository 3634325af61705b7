# shellcheck shell=bash
# Databases inside the private cluster: each with PostGIS, owned by rollcall_owner, closed to everybody else.

# psql_admin DATABASE ARGS... : psql as the administrator.
psql_admin() {
  local database=$1
  shift
  admin_tool psql "$database" -X -q -v ON_ERROR_STOP=1 "$@"
}

# role_secret NAME : the password of rollcall_NAME.
role_secret() { case "$source" in given) given_secret "$1" ;; *) secret "$1" ;; esac; }

# Passwords go by stdin: a command line is everybody's to read.
make_database() {
  {
    printf '\\set database %s\n' "$1"
    for name in $role_names; do printf '\\set %s_password %s\n' "$name" "$(psql_quoted "$(role_secret "$name")")"; done
    cat "$root/build-tools/bootstrap.sql"
  } | psql_admin postgres -f - >"$dir/bootstrap.log" 2>&1 ||
    die "database $1 could not be made: $(tail -n 1 "$dir/bootstrap.log" | sed 's/^.*ERROR: *//') (log: $dir/bootstrap.log)"
}

psql_quoted() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\'\'}"
}

database_exists() { [ "$(psql_admin postgres -Atc "select count(*) from pg_database where datname = '$1'")" = 1 ]; }

# command_createdb NAME [--fresh]
command_createdb() {
  case "$1" in
    *[!a-z0-9_]* | '') die "a database's name is lower-case letters, digits and _" ;;
  esac
  [ "${2:-}" != --fresh ] || psql_admin postgres -c "drop database if exists $1 with (force)"
  make_database "$1"
}

command_psql() { psql_admin "$@"; }

# command_env [NAME] : the settings the backend reads.
command_env() {
  local name upper
  printf 'ROLLCALL_DB_HOST=%s\nROLLCALL_DB_PORT=%s\nROLLCALL_DB_NAME=%s\n' "$(db_host)" "$(db_port)" "${1:-$(db_name)}"
  for name in $role_names; do
    upper=$(printf '%s' "$name" | tr '[:lower:]' '[:upper:]')
    printf 'ROLLCALL_DB_%s_PASSWORD=%s\n' "$upper" "$(role_secret "$name")"
  done
}
