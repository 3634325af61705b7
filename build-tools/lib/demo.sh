# shellcheck shell=bash
# The demo: counties to try Rollcall with, and five phones that live through a morning in some minutes.

# shellcheck disable=SC2154 # set by the caller
demo_classes="$root/demo/target/rollcall-demo.jar:$root/demo/target/lib/*"

# demo_program COMMAND : what it prints is its result.
demo_program() {
  # shellcheck disable=SC2086 # words
  ROLLCALL_PLAY_SERVER=http://127.0.0.1:$ROLLCALL_PORT "$JAVA" $brief -cp "$demo_classes" org.rollcall.demo.Main "$1"
}

# The training database that nobody has filled yet gets the demo's counties, with accounts to try them. A load that was
# cut off leaves its mark, and nothing is served after one that failed: so nobody works in half a county.
load_demo_counties() {
  local accounts=$home/demo-accounts
  serves_training && [ -s "$home/admin" ] && [ ! -e "$accounts" ] || return 0
  # shellcheck disable=SC2034,SC2162
  read -r ROLLCALL_PLAY_ADMIN ROLLCALL_PLAY_ADMIN_PASSWORD <"$home/admin"
  export ROLLCALL_PLAY_ADMIN ROLLCALL_PLAY_ADMIN_PASSWORD
  : >"$home/demo-loading"
  (umask 077 && demo_program load >"$accounts.new" 2>"$home/demo.log") ||
    die "the demo counties were not loaded: $(tail -n 1 "$home/demo.log" | cut -c1-300) (log: $home/demo.log)"
  mv "$accounts.new" "$accounts"
  rm -f "$home/demo-loading"
  say "demo counties loaded into database rollcall_training"
}

serves_training() {
  case "$database_was" in given*) return 1 ;; esac
  [ "$ROLLCALL_DB_NAME" = rollcall_training ]
}

# Under the lock of a ./run that serves, before it serves: nobody has worked in what is dropped. A given server may have a
# database of that name, which is none of ours.
forget_half_a_load() {
  [ -e "$home/demo-loading" ] || return 0
  case "$database_was" in given*) return 0 ;; esac
  say "the demo counties were loaded by half: starting them afresh"
  "$root/build-tools/postgres.sh" createdb "$database" rollcall_training --fresh
  rm -rf "$home"/{admin,demo-accounts,demo-accounts.new,demo-loading,anchors/rollcall_training}
}

# What somebody can do next, with what there is.
next_steps() {
  if ! serves_training || [ ! -s "$home/demo-accounts" ]; then
    cat <<END

Next: sign in as the admin (POST /sessions of openapi/rollcall.yaml), make units and accounts of officers, import areas.
docs/operations.md, "From an empty database to the first alert", has the steps in their order.
END
    return 0
  fi
  cat <<END
  Officers    $(sed 's/ /, password /' "$home/demo-accounts" | paste -s -d ';' | sed 's/;/; /g')

Next, in another shell:
  TOKEN=\$(curl -s http://127.0.0.1:$ROLLCALL_PORT/api/v1/sessions -H 'Content-Type: application/json' \\
    -d '{"login": "demo.officer", "password": "$(sed -n 's/^demo.officer //p' "$home/demo-accounts")"}' | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')
  curl -s http://127.0.0.1:$ROLLCALL_PORT/api/v1/supervisees -H "Authorization: Bearer \$TOKEN"
  curl -s http://127.0.0.1:$ROLLCALL_PORT/api/v1/alerts -H "Authorization: Bearer \$TOKEN"
  or stop this and see a whole morning in three minutes: ./run demo
END
}

utc() { date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "$1" +%Y-%m-%dT%H:%M:%SZ; }

# demo [--speed N] : own database, own server, own push service, all on this machine; all end with it.
demo() {
  local now quarter_to_eight ended=0
  export ROLLCALL_DEMO_SPEED=60
  if [ $# -gt 0 ]; then
    [ "$1" = --speed ] && [ $# -eq 2 ] || die "usage: ./run demo [--speed N]"
    case "$2" in '' | *[!0-9]* | 0*) die "--speed is a number of 1 or more, not '$2'" ;; esac
    ROLLCALL_DEMO_SPEED=$2
  fi
  [ -z "${DATABASE_URL:-}" ] || die "the demo makes a database of its own: unset DATABASE_URL"
  one_at_a_time
  trap 'stop_all; exit 130' INT TERM HUP
  trap stop_all EXIT
  need_space "$home" 500
  build
  start_database
  "$root/build-tools/postgres.sh" createdb "$database" rollcall_demo --fresh
  use_database rollcall_demo
  # A quarter to eight in China, at least four hours ago: the database reads the machine's clock and must not lag behind.
  now=$(date +%s)
  quarter_to_eight=$(((now - 4 * 3600 - 85500) / 86400 * 86400 + 85500))
  ROLLCALL_DEMO_REAL_FROM=$(utc "$now")
  ROLLCALL_DEMO_SHOWN_FROM=$(utc "$quarter_to_eight")
  export ROLLCALL_DEMO_REAL_FROM ROLLCALL_DEMO_SHOWN_FROM
  migrate
  master_key
  # Made under the demo's clock too: by any other the admin's post has not begun.
  ROLLCALL_PLAY_ADMIN_PASSWORD=$(random_secret)
  export ROLLCALL_PLAY_ADMIN=admin ROLLCALL_PLAY_ADMIN_PASSWORD
  printf '%s\n' "$ROLLCALL_PLAY_ADMIN_PASSWORD" | create_admin admin
  ROLLCALL_PORT=$(free_port "${ROLLCALL_PORT:-8080}")
  ROLLCALL_MANAGEMENT_PORT=$(free_port "${ROLLCALL_MANAGEMENT_PORT:-9000}")
  ROLLCALL_PLAY_FCM=http://127.0.0.1:$(free_port)
  ROLLCALL_PLAY_FCM_BEARER=$(random_secret)
  export ROLLCALL_PORT ROLLCALL_MANAGEMENT_PORT ROLLCALL_PLAY_FCM ROLLCALL_PLAY_FCM_BEARER
  # Sweeps read the machine's clock, leases the demo's.
  ROLLCALL_DUTY_SWEEP_EVERY=1s ROLLCALL_LOCATION_SWEEP_EVERY=1s ROLLCALL_PUSH_LEASE=12h \
    ROLLCALL_PUSH_CHANNEL=fcm-loopback ROLLCALL_PUSH_FCM_PROJECT_ID=rollcall-demo \
    ROLLCALL_PUSH_LOOPBACK_ENDPOINT=$ROLLCALL_PLAY_FCM ROLLCALL_PUSH_LOOPBACK_BEARER=$ROLLCALL_PLAY_FCM_BEARER "$JAVA" -jar "$jar" serve >"$home/demo-server.log" 2>&1 8>&- &
  server=$!
  server_log=$home/demo-server.log
  await_ready
  demo_program play 8>&- || ended=$?
  return "$ended"
}
