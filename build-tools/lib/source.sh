# shellcheck shell=bash
# Where the database comes from, best first:
#   given    DATABASE_URL names a server (for tests ROLLCALL_TEST_DATABASE_URL, so that they never meet real data)
#   private  a cluster of our own, from local binaries or from packages installed with apt-get
#   compose  a container of our own
# What a directory was begun with it stays with: data do not move by themselves.

given_url() { if [ "$test_mode" = 1 ]; then printf '%s' "${ROLLCALL_TEST_DATABASE_URL:-}"; else printf '%s' "${DATABASE_URL:-}"; fi; }

database_source() {
  if [ -n "$(given_url)" ]; then
    printf 'given'
  elif [ -f "$dir/source" ]; then
    cat "$dir/source"
  elif [ -e "$(data_dir)" ] || local_binaries >/dev/null || can_install; then
    printf 'private'
  elif compose_works; then
    printf 'compose'
  else
    die "$(how_to_install)"
  fi
}

# Everybody who talks to the database goes through these four.
admin_name() { case "$source" in given) printf '%s' "$given_user" ;; *) printf '%s' "$admin_user" ;; esac; }
db_host() { case "$source" in given) printf '%s' "$given_host" ;; *) printf '127.0.0.1' ;; esac; }
db_port() {
  case "$source" in
    given) printf '%s' "$given_port" ;;
    compose) cat "$dir/port" ;;
    *) own_port ;;
  esac
}
db_name() { case "$source" in given) printf '%s' "$given_name" ;; *) printf 'rollcall' ;; esac; }

# admin_tool TOOL DATABASE ARGS... : psql or pg_dump as the administrator. Files come and go by stdin and stdout only,
# because in the compose way the tool runs inside the container.
admin_tool() {
  local tool=$1 database=$2
  shift 2
  case "$source" in
    compose) compose exec -T postgres "$tool" -U "$admin_user" -d "$database" "$@" ;;
    given)
      PGPASSWORD=$given_password PGSSLMODE=$given_sslmode PGCONNECT_TIMEOUT=10 "$(client_tool "$tool")" \
        -h "$given_host" -p "$given_port" -U "$given_user" -d "$database" "$@"
      ;;
    *)
      PGPASSWORD=$(secret admin) PGCONNECT_TIMEOUT=10 "$(client_tool "$tool")" \
        -h 127.0.0.1 -p "$(own_port)" -U "$admin_user" -d "$database" "$@"
      ;;
  esac
}

# pg_restore as a mere translator of files: it meets no server.
translate_dump() {
  case "$source" in
    compose) compose exec -T postgres pg_restore "$@" ;;
    *) "$(client_tool pg_restore)" "$@" ;;
  esac
}

need_client() {
  local log
  client_tool psql >/dev/null && client_tool pg_dump >/dev/null && return 0
  can_install || die "psql and pg_dump are needed for DATABASE_URL and were not found: install postgresql-client"
  log=$(mktemp)
  with_progress "installing postgresql-client with apt-get (once)" "$log" apt_install_client ||
    die "apt-get could not install postgresql-client (log: $log)"
  rm -f "$log"
}

apt_install_client() {
  local sudo
  sudo=$(privilege)
  # shellcheck disable=SC2086 # empty as root
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300 update || true
  # shellcheck disable=SC2086
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300 install --no-install-recommends postgresql-client
}
