# shellcheck shell=bash
# Where the PostgreSQL server comes from: binaries with PostGIS that are here, else the distribution's packages.

# Directories that may hold server binaries, best first. ROLLCALL_PG_BIN names the only one to look at.
pg_candidates() {
  if [ -n "${ROLLCALL_PG_BIN:-}" ]; then
    printf '%s\n' "$ROLLCALL_PG_BIN"
    return
  fi
  ! command -v pg_config >/dev/null || pg_config --bindir
  printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin \
    /usr/local/opt/postgresql@*/bin /usr/local/pgsql/bin | sort -rV
}

# Multiranges and days that are detached without a lock came with it.
oldest_postgres=14

pg_major() { "$1/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/'; }

has_postgis() {
  local share
  if [ -x "$1/pg_config" ]; then
    share=$("$1/pg_config" --sharedir)
  else
    share=/usr/share/postgresql/$(pg_major "$1")
  fi
  [ -f "$share/extension/postgis.control" ]
}

# local_binaries [MAJOR] : the directory of server binaries with PostGIS, of that major version if one is named.
local_binaries() {
  local bin
  while read -r bin; do
    if [ -x "$bin/postgres" ] && [ -x "$bin/initdb" ] && [ -x "$bin/pg_ctl" ] && has_postgis "$bin" &&
      [ "$(pg_major "$bin")" -ge "$oldest_postgres" ] &&
      { [ -z "${1:-}" ] || [ "$(pg_major "$bin")" = "$1" ]; }; then
      printf '%s' "$bin"
      return 0
    fi
  done < <(pg_candidates)
  return 1
}

# client_tool NAME : psql, pg_dump, pg_restore from wherever they are.
client_tool() {
  local bin
  while read -r bin; do
    if [ -x "$bin/$1" ]; then
      printf '%s' "$bin/$1"
      return 0
    fi
  done < <(pg_candidates)
  command -v "$1"
}

# "" as root, "sudo -n" where it needs no password; fails otherwise.
privilege() {
  if [ "$(id -u)" = 0 ]; then
    return 0
  fi
  command -v sudo >/dev/null && sudo -n true 2>/dev/null && printf 'sudo -n'
}

can_install() { [ "${ROLLCALL_NO_INSTALL:-}" != 1 ] && command -v apt-get >/dev/null && privilege >/dev/null; }

# Runs in the background of with_progress: apt's own output goes to the log. The distribution's "main" cluster
# is not wanted: ours is private, so its making is switched off for the time of the installation.
apt_install() {
  local sudo version conf=/etc/postgresql-common/createcluster.conf saved=""
  sudo=$(privilege)
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # empty as root
  set -- $sudo env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300
  "$@" update || echo "apt-get update failed; going on with the lists that are here"
  version=$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' |
    sed -E 's/^postgresql-([0-9]+)-.*/\1/' | sort -rn | head -n 1)
  [ -n "$version" ] || { echo "no package postgresql-*-postgis-3 in this distribution"; return 1; }
  [ "$version" -ge "$oldest_postgres" ] ||
    { echo "this distribution has PostgreSQL $version: $oldest_postgres or newer is needed, see apt.postgresql.org"; return 1; }
  "$@" install --no-install-recommends postgresql-common || return 1
  if [ -f "$conf" ]; then
    saved=$(mktemp)
    cp "$conf" "$saved"
    # shellcheck disable=SC2086
    printf 'create_main_cluster = false\n' | $sudo tee -a "$conf" >/dev/null
  fi
  local rc=0
  "$@" install --no-install-recommends "postgresql-$version" "postgresql-$version-postgis-3" || rc=$?
  if [ -n "$saved" ]; then
    # shellcheck disable=SC2086
    $sudo cp "$saved" "$conf"
    rm -f "$saved"
  fi
  return "$rc"
}

install_packages() {
  local log
  log=$(mktemp)
  if ! with_progress "installing PostgreSQL and PostGIS with apt-get (once)" "$log" apt_install; then
    tail -n 5 "$log" >&2
    die "apt-get could not install PostgreSQL with PostGIS (whole log: $log)"
  fi
  rm -f "$log"
}

how_to_install() {
  printf '%s' "PostgreSQL 14 or newer with PostGIS 3 is needed and was not found. Do one of: " \
    "'apt-get install postgresql postgresql-15-postgis-3' (Debian, Ubuntu; as root), " \
    "'dnf install postgresql-server postgis' (Fedora), 'brew install postgresql postgis' (macOS); start Docker;" \
    " or set DATABASE_URL=postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
}
