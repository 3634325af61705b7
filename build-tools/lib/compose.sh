# shellcheck shell=bash
# PostgreSQL with PostGIS in a container of our own, when there is nothing better. Its volume keeps the data.

compose() {
  ROLLCALL_DB_PORT=$(cat "$dir/port" 2>/dev/null || printf 5432) ROLLCALL_ADMIN_PASSWORD=$(secret admin) \
    docker compose -p "rollcall-$(short_hash "$dir")" -f "$root/build-tools/compose.yaml" "$@"
}

# Docker may be installed and yet have no engine behind it: only an answer counts.
compose_works() {
  command -v docker >/dev/null && docker compose version >/dev/null 2>&1 && docker info >/dev/null 2>&1
}

start_compose() {
  compose_works || die "the database in $dir is a container, and Docker does not answer: start it, or '--reset' to begin anew"
  [ -f "$(secrets_file)" ] || make_secrets "$(secrets_file)"
  if [ ! -f "$dir/port" ] || port_wanted_by_another; then
    free_port >"$dir/port.new"
    mv "$dir/port.new" "$dir/port"
  fi
  with_progress "starting PostgreSQL in a container (the first time fetches its image)" "$dir/compose.log" \
    compose up --detach --wait || die "the container does not start: $(tail -n 1 "$dir/compose.log") (log: $dir/compose.log)"
}

# Our container holds its port while it runs; anybody else's port is given up.
port_wanted_by_another() { ! compose_running && port_taken "$(cat "$dir/port")"; }

compose_running() { [ -n "$(compose ps --quiet --status running 2>/dev/null)" ]; }

destroy_compose() { compose down --volumes >/dev/null 2>&1 || die "the container could not be removed: is Docker running?"; }
