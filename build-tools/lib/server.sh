# shellcheck shell=bash
# Starts the database and the server, and stops what was started. Callers set: root, home, database, jar.

start_database() {
  # shellcheck disable=SC2154 # set by the caller
  need_space "$home" 500
  database_was=$("$root/build-tools/postgres.sh" status "$database" 2>/dev/null || true)
  "$root/build-tools/postgres.sh" start "$database" 8>&-
}

# use_database NAME : what is started from here on works on it; without a name, on the one of DATABASE_URL.
use_database() {
  local setting
  while IFS= read -r setting; do export "${setting?}"; done < <("$root/build-tools/postgres.sh" env "$database" "$1")
}

# The database of this home. A private one is there to try things: it holds made-up people, and its name says so, by
# which the server knows that nothing may leave the machine. Real people and made-up ones never share a home.
use_own_database() {
  local name=rollcall_training
  case "$database_was" in
    given*)
      use_database ""
      return
      ;;
  esac
  [ "${ROLLCALL_DEMO_COUNTY:-1}" = 1 ] || name=rollcall
  if [ -s "$home/serves" ]; then
    [ -z "${ROLLCALL_DEMO_COUNTY:-}" ] || [ "$(cat "$home/serves")" = "$name" ] ||
      die "$home serves database $(cat "$home/serves"), and ROLLCALL_DEMO_COUNTY=$ROLLCALL_DEMO_COUNTY asks for $name: set another ROLLCALL_HOME"
    name=$(cat "$home/serves")
  else
    "$root/build-tools/postgres.sh" createdb "$database" "$name"
    printf '%s\n' "$name" >"$home/serves"
  fi
  use_database "$name"
}

# The accounts made here belong to one database: a given one has a file of its own.
admin_file() {
  case "$database_was" in
    given*) printf '%s/admin-%s-%s-%s' "$home" "$ROLLCALL_DB_HOST" "$ROLLCALL_DB_PORT" "$ROLLCALL_DB_NAME" ;;
    *) printf '%s/admin' "$home" ;;
  esac
}

# Commands that end by themselves leave the database as they found it.
database_was=""
leave_database() {
  case "$database_was" in running* | given*) ;; *) "$root/build-tools/postgres.sh" stop "$database" ;; esac
}

# with_database COMMAND... : in a database that is up for as long as that takes. Beside a ./run that serves it uses that
# one's; where it has to start the database itself, no ./run begins meanwhile, whose database would end with this.
with_database() {
  case "$("$root/build-tools/postgres.sh" status "$database" 2>/dev/null || true)" in
    running* | given*) ;;
    *) one_at_a_time ;;
  esac
  start_database
  use_own_database
  trap leave_database EXIT
  "$@"
}

server=""
# shellcheck disable=SC2154 # set by the caller
server_log=$home/server.log
stop_all() {
  trap - INT TERM HUP EXIT
  [ -z "$progress_pid" ] || kill "$progress_pid" 2>/dev/null || true
  if [ -n "$server" ] && kill -0 "$server" 2>/dev/null; then
    say "stopping the server"
    kill "$server"
    wait "$server" || true
  fi
  case "$database_was" in
    '' | given*) ;;
    *)
      say "stopping the database"
      "$root/build-tools/postgres.sh" stop "$database"
      ;;
  esac
}

check_ports() {
  local variable port
  for variable in ROLLCALL_PORT=8080 ROLLCALL_MANAGEMENT_PORT=9000; do
    port=${variable#*=}
    variable=${variable%%=*}
    export "$variable=${!variable:-$port}"
    case "${!variable}" in *[!0-9]*) die "$variable must be a number, not '${!variable}'" ;; esac
    ! port_taken "${!variable}" || die "port ${!variable} of 127.0.0.1 is taken: stop what uses it or set $variable"
  done
}

# http_ok PORT PATH : does it answer 200? Without curl, which a fresh machine may lack.
http_ok() {
  local status
  status=$(
    exec 2>/dev/null
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
    IFS= read -r -t 5 status <&3
    printf '%s' "$status"
  )
  case "$status" in *' 200 '*) return 0 ;; *) return 1 ;; esac
}

await_ready() {
  local started=$SECONDS
  until http_ok "$ROLLCALL_MANAGEMENT_PORT" /q/health/ready; do
    kill -0 "$server" 2>/dev/null || die "the server ended: $(last_word "$server_log") (log: $server_log)"
    [ "$((SECONDS - started))" -lt 60 ] || die "the server is not ready after a minute (log: $server_log)"
    sleep 0.2
  done
}

# The database ends with whoever started it: so one at a time.
one_at_a_time() {
  if command -v flock >/dev/null; then
    exec 8>"$home/lock"
    flock -n 8 || die "another ./run serves from $home: stop it first"
  fi
}

# serve [--reset]
serve() {
  one_at_a_time
  check_ports
  [ "${1:-}" != --reset ] || reset
  trap 'stop_all; exit 130' INT TERM HUP
  trap stop_all EXIT
  need_space "$home" 500
  build
  start_database
  forget_half_a_load
  use_own_database
  migrate
  master_key
  anchors_directory
  local_admin
  "$JAVA" -jar "$jar" serve >"$server_log" 2>&1 8>&- &
  server=$!
  await_ready
  load_demo_counties
  cat <<END

Rollcall is ready.
  API         http://127.0.0.1:$ROLLCALL_PORT/api/v1
  Swagger UI  http://127.0.0.1:$ROLLCALL_MANAGEMENT_PORT/q/swagger-ui
  Health      http://127.0.0.1:$ROLLCALL_MANAGEMENT_PORT/q/health
  Metrics     http://127.0.0.1:$ROLLCALL_MANAGEMENT_PORT/q/metrics
  Log         $home/server.log
  Admin       $(sed 's/ /, password /' "$(admin_file)" 2>/dev/null || printf 'as before')
END
  next_steps
  printf 'Ctrl-C stops the server and its database; the data stay.\n'
  wait "$server" || die "the server ended: $(last_word "$server_log") (log: $server_log)"
}

# Removes what ./run made and nothing else, whatever ROLLCALL_HOME names. The lock stays: this process holds it.
reset() {
  "$root/build-tools/postgres.sh" destroy "$database"
  rm -rf "$database" "$home"/{anchors,built,bench-built,serves,admin,demo-accounts,demo-loading,master.key,built.log,bench-built.log,migrate.log,create-admin.log,audit.log,server.log,demo.log,demo-server.log}
}
