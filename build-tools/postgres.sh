#!/usr/bin/env bash
# The one way Rollcall gets PostgreSQL with PostGIS, for people and for the tests.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=build-tools/lib/say.sh
. "$root/build-tools/lib/say.sh"
# shellcheck source=build-tools/lib/find-postgres.sh
. "$root/build-tools/lib/find-postgres.sh"
# shellcheck source=build-tools/lib/cluster.sh
. "$root/build-tools/lib/cluster.sh"
# shellcheck source=build-tools/lib/given.sh
. "$root/build-tools/lib/given.sh"
# shellcheck source=build-tools/lib/compose.sh
. "$root/build-tools/lib/compose.sh"
# shellcheck source=build-tools/lib/source.sh
. "$root/build-tools/lib/source.sh"
# shellcheck source=build-tools/lib/databases.sh
. "$root/build-tools/lib/databases.sh"
# shellcheck source=build-tools/lib/backup.sh
. "$root/build-tools/lib/backup.sh"

usage() {
  cat <<'END'
usage: build-tools/postgres.sh COMMAND DIR [...]

  start DIR [--test]               make and start the database of DIR; safe to repeat
  stop DIR                         stop it (only ours, by its pid)
  status DIR                       one line: running or stopped, where
  source DIR                       given, private or compose: where the database comes from
  env DIR [DATABASE]               the settings the backend reads, as KEY=value lines
  createdb DIR DATABASE [--fresh]  one more database, with PostGIS and owner; --fresh drops an older one first
  psql DIR DATABASE [ARGS...]      psql as the administrator
  dump DIR DATABASE FILE           write a backup; never over an older file
  restore DIR DATABASE FILE [--replace]  into an empty database; --replace keeps the old one under another name
  release-outbox DIR DATABASE      send what a restore held back
  crash DIR                        kill -9 the server (tests of durability)
  destroy DIR                      stop it and remove its data

The database is, best first: the server DATABASE_URL names (with --test: ROLLCALL_TEST_DATABASE_URL); a private cluster
from local binaries with PostGIS (ROLLCALL_PG_BIN: from that directory and no other), else from packages installed with
apt-get (as root or with sudo; ROLLCALL_NO_INSTALL=1 forbids it); a container by Docker compose.
--test: faster, not safe against a crash of the machine.
END
}

start() {
  mkdir -p "$dir"
  if command -v flock >/dev/null; then
    exec 9>"$dir/lock"
    flock 9
  fi
  case "$source" in
    given) start_given && return ;;
    compose) start_compose ;;
    private) start_private ;;
  esac
  if [ ! -f "$dir/complete" ]; then
    make_database rollcall
    : >"$dir/complete"
  fi
}

start_private() {
  if ! local_binaries >/dev/null; then
    can_install || die "$(how_to_install)"
    install_packages
    local_binaries >/dev/null || die "the packages are installed, but no PostgreSQL with PostGIS was found"
  fi
  start_cluster
}

stop() {
  case "$source" in
    given) say "the server $(given_place) is not ours: it stays" ;;
    compose) compose stop >/dev/null 2>&1 || die "the container does not stop: is Docker running?" ;;
    private) stop_cluster ;;
  esac
}

destroy() {
  case "$source" in
    given) die "DATABASE_URL is set, and a given database is never removed: drop it yourself, or unset DATABASE_URL" ;;
    compose) destroy_compose ;;
  esac
  destroy_cluster
}

status() {
  local pid
  if [ "$source" = given ]; then
    printf 'given host=%s port=%s database=%s\n' "$given_host" "$given_port" "$given_name"
  elif [ "$source" = compose ]; then
    if compose_running; then printf 'running container port=%s\n' "$(db_port)"; else printf 'stopped container\n'; fi
  elif pid=$(own_pid); then
    printf 'running pid=%s port=%s data=%s\n' "$pid" "$(own_port)" "$(data_dir)"
  elif [ -f "$dir/complete" ]; then
    printf 'stopped data=%s\n' "$(data_dir)"
  elif [ -e "$(data_dir)" ]; then
    printf 'half-made data=%s\n' "$(data_dir)"
  else
    printf 'none\n'
  fi
}

command=${1:-help}
if [ "$command" = help ] || [ "$command" = --help ]; then usage && exit 0; fi
[ $# -ge 2 ] || { usage >&2 && exit 2; }
mkdir -p "$(dirname "$2")"
dir=$(cd "$(dirname "$2")" && pwd -P)/$(basename "$2")
shift 2
test_mode=0
port=""
if [ "$command" = start ] && [ "${1:-}" = --test ]; then
  mkdir -p "$dir"
  : >"$dir/test"
fi
[ ! -e "$dir/test" ] || test_mode=1
source=$(database_source)
[ "$source" != given ] || parse_given "$(given_url)"
if [ "$command" = start ] && [ "$source" != given ]; then
  mkdir -p "$dir"
  printf '%s' "$source" >"$dir/source"
fi

case "$command" in
  start | stop | status | destroy) "$command" ;;
  source) printf '%s\n' "$source" ;;
  crash) [ "$source" = private ] && stop_cluster KILL ;;
  env | createdb | psql | dump | restore) "command_$command" "$@" ;;
  release-outbox) command_release_outbox "$@" ;;
  *) usage >&2 && exit 2 ;;
esac
