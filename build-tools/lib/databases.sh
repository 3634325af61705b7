# shellcheck shell=bash
# Databases inside the private cluster: each with PostGIS, owned by rollcall_owner, closed to everybody else.

# psql_admin DATABASE ARGS... : psql as the cluster's administrator.
psql_admin() {
  local database=$1
  shift
  PGPASSWORD=$(secret admin) PGCONNECT_TIMEOUT=10 "$(client_tool psql)" -X -q -v ON_ERROR_STOP=1 \
    -h 127.0.0.1 -p "$(own_port)" -U "$admin_user" -d "$database" "$@"
}

make_database() {
  local name
  local -a passwords=()
  for name in $role_names; do passwords+=(-v "${name}_password=$(secret "$name")"); done
  psql_admin postgres -v database="$1" "${passwords[@]}" -f "$root/build-tools/bootstrap.sql" >"$dir/bootstrap.log" 2>&1 ||
    die "database $1 could not be made: $(tail -n 1 "$dir/bootstrap.log") (log: $dir/bootstrap.log)"
}

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
  printf 'ROLLCALL_DB_HOST=127.0.0.1\nROLLCALL_DB_PORT=%s\nROLLCALL_DB_NAME=%s\n' "$(own_port)" "${1:-rollcall}"
  for name in $role_names; do
    upper=$(printf '%s' "$name" | tr '[:lower:]' '[:upper:]')
    printf 'ROLLCALL_DB_%s_PASSWORD=%s\n' "$upper" "$(secret "$name")"
  done
}
