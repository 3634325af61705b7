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
# shellcheck source=build-tools/lib/databases.sh
. "$root/build-tools/lib/databases.sh"

usage() {
  cat <<'END'
usage: build-tools/postgres.sh COMMAND DIR [...]

  start DIR [--test]               make and start the private server in DIR; safe to repeat
  stop DIR                         stop it (only ours, by its pid)
  status DIR                       one line: running or stopped, where
  env DIR [DATABASE]               the settings the backend reads, as KEY=value lines
  createdb DIR DATABASE [--fresh]  one more database, with PostGIS and owner; --fresh drops an older one first
  psql DIR DATABASE [ARGS...]      psql as the administrator
  crash DIR                        kill -9 the server (tests of durability)
  destroy DIR                      stop it and remove its data

The server's binaries are local ones with PostGIS, else packages installed with apt-get (as root or with sudo;
ROLLCALL_NO_INSTALL=1 forbids it). --test: faster, not safe against a crash of the machine.
END
}

start() {
  mkdir -p "$dir"
  if command -v flock >/dev/null; then
    exec 9>"$dir/lock"
    flock 9
  fi
  if ! local_binaries >/dev/null; then
    can_install || die "$(how_to_install)"
    install_packages
    local_binaries >/dev/null || die "the packages are installed, but no PostgreSQL with PostGIS was found"
  fi
  start_cluster
  if [ ! -f "$dir/complete" ]; then
    make_database rollcall
    : >"$dir/complete"
  fi
}

status() {
  local pid
  if pid=$(own_pid); then
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
if [ "$command" = start ] && [ "${1:-}" = --test ]; then test_mode=1; fi

case "$command" in
  start) start ;;
  stop) stop_cluster ;;
  status) status ;;
  crash) stop_cluster KILL ;;
  destroy) destroy_cluster ;;
  env | createdb | psql) "command_$command" "$@" ;;
  *) usage >&2 && exit 2 ;;
esac
