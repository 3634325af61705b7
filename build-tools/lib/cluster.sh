# shellcheck shell=bash
# A private cluster in a directory: 127.0.0.1 only, no unix socket, passwords of its own, never anybody else's data.
# Callers set: dir (absolute), test_mode (0 or 1). Files in dir:
#   data.path    where the data directory is (inside dir, unless user postgres cannot reach it there)
#   secrets.env  passwords, 0600          port   the port of the last start
#   complete     the cluster was made whole  users/ processes that use a test cluster

admin_user=rollcall_admin
role_names="owner api intake worker auditor"

secrets_file() { printf '%s/secrets.env' "$dir"; }

# secret NAME [FILE] : a password from the secrets file.
secret() { sed -n "s/^$1=//p" "${2:-$(secrets_file)}"; }

make_secrets() {
  local name
  (
    umask 077
    {
      printf 'admin=%s\n' "$(random_secret)"
      for name in $role_names; do printf '%s=%s\n' "$name" "$(random_secret)"; done
    } >"$1.new"
  )
  mv "$1.new" "$1"
}

# The user that runs the server: initdb refuses root.
server_user() {
  if [ "$(id -u)" != 0 ]; then
    id -un
  elif id postgres >/dev/null 2>&1; then
    printf 'postgres'
  else
    printf 'nobody'
  fi
}

# as_server COMMAND... : runs it as that user, from a directory everybody may enter.
as_server() {
  if [ "$(id -u)" != 0 ]; then
    (cd / && exec "$@")
  elif command -v runuser >/dev/null; then
    (cd / && exec runuser -u "$(server_user)" -- "$@")
  else
    (cd / && exec setpriv --reuid "$(server_user)" --regid "$(id -g "$(server_user)")" --init-groups -- "$@")
  fi
}

# Where the data go: under dir, or, when root's checkout is closed to user postgres, under /var/lib.
choose_data() {
  if [ -f "$dir/data.path" ]; then
    cat "$dir/data.path"
  elif as_server test -x "$dir"; then
    printf '%s/data' "$dir"
  else
    printf '/var/lib/rollcall-%s/data' "$(short_hash "$dir")"
  fi
}

data_dir() { if [ -f "$dir/data.path" ]; then cat "$dir/data.path"; else printf '%s/data' "$dir"; fi; }

server_log() { printf '%s/server.log' "$(dirname "$(data_dir)")/log"; }

# The pid of the server that runs on our own data directory; fails when there is none. A stale pid file names a process
# that is gone or is something else: those are told apart by what the process says about itself.
own_pid() {
  local data pid
  data=$(data_dir)
  pid=$(sed -n 1p "$data/postmaster.pid" 2>/dev/null) || return 1
  [ -n "$pid" ] || return 1
  if [ -r "/proc/$pid/cmdline" ]; then
    tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "-D $data" || return 1
  else
    ps -p "$pid" -o args= 2>/dev/null | grep -qF -- "-D $data" || return 1
  fi
  printf '%s' "$pid"
}

own_port() { sed -n 4p "$(data_dir)/postmaster.pid"; }

# Some process of a crashed server may still hold the data directory open: then the pid file must stay.
data_in_use() {
  local process data
  data=$(data_dir)
  for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/cwd" 2>/dev/null)" = "$data" ]; then return 0; fi
  done
  return 1
}

drop_stale_pid_file() {
  local file pid
  file=$(data_dir)/postmaster.pid
  [ -f "$file" ] || return 0
  pid=$(sed -n 1p "$file")
  if kill -0 "$pid" 2>/dev/null && [ -d /proc/self ] && ! data_in_use; then
    say "removing the pid file of an earlier crash: process $pid is another program now"
    rm -f "$file"
  fi
}

# explain_failure LOG : the one line that says why the server did not start.
explain_failure() {
  if grep -q 'No space left on device' "$1" 2>/dev/null; then
    die "disk full: no space left for the database in $(data_dir)"
  elif grep -qE 'Address already in use|could not bind' "$1"; then
    die "port $port of 127.0.0.1 was taken while PostgreSQL started; start again"
  elif grep -q 'could not create shared memory' "$1"; then
    die "PostgreSQL could not get shared memory; see $1"
  fi
  die "PostgreSQL did not start: $(grep -E 'FATAL|PANIC|error' "$1" | tail -n 1 | sed 's/^.*\(FATAL\|PANIC\): *//') (log: $1)"
}

write_settings() {
  # Log lines may not hold a coordinate, a name or a token: statements, parameters and row contents stay out of them.
  cat <<END
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 200
shared_buffers = '256MB'
max_wal_size = '2GB'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = off
log_statement = 'none'
log_min_error_statement = 'panic'
log_parameter_max_length_on_error = 0
log_error_verbosity = 'terse'
END
  if [ "$test_mode" = 1 ]; then
    # A crash of processes loses nothing this way; only a crash of the machine would, and then the tests start anew.
    printf '%s\n' "fsync = off" "full_page_writes = off" "shared_buffers = '128MB'" "autovacuum_naptime = '5s'"
  fi
}

make_cluster() {
  local data log passwords locale=C
  data=$1
  log=$(dirname "$data")/log
  need_space "$(dirname "$data")" 300
  say "making a private PostgreSQL $(pg_major "$bin") cluster in $data"
  ! locale -a 2>/dev/null | grep -qix 'c\.utf-\?8' || locale=C.UTF-8
  mkdir -p "$log"
  [ "$(id -u)" != 0 ] || chown "$(server_user)" "$log"
  install -d -m 700 "$data"
  [ "$(id -u)" != 0 ] || chown "$(server_user)" "$data"
  passwords=$(as_server mktemp)
  secret admin >"$passwords"
  if ! as_server "$bin/initdb" -D "$data" -U "$admin_user" --pwfile="$passwords" --encoding=UTF8 --locale="$locale" \
    --auth-host=scram-sha-256 --auth-local=reject --no-instructions >"$dir/initdb.log" 2>&1; then
    rm -f "$passwords"
    ! grep -q 'No space left' "$dir/initdb.log" || die "disk full: no space left for the database in $data"
    die "initdb failed: $(grep -i error "$dir/initdb.log" | tail -n 1) (log: $dir/initdb.log)"
  fi
  rm -f "$passwords"
  write_settings | as_server sh -c "cat >>'$data/postgresql.conf'"
}

start_server() {
  local data log tries
  data=$(data_dir)
  log=$(server_log)
  drop_stale_pid_file
  for tries in 1 2 3; do
    port=$(free_port "$(cat "$dir/port" 2>/dev/null)")
    # The lock and the caller's pipes must not live on in the server.
    if as_server "$bin/pg_ctl" start -D "$data" -l "$log" -s -w -t 60 -o "-p $port" </dev/null \
      >"$dir/start.log" 2>&1 9>&-; then
      printf '%s' "$port" >"$dir/port"
      return 0
    fi
    tail -n 20 "$log" >"$dir/why.log" 2>/dev/null || cp "$dir/start.log" "$dir/why.log"
    grep -qE 'Address already in use|could not bind' "$dir/why.log" && [ "$tries" != 3 ] || break
  done
  explain_failure "$dir/why.log"
}

# Before anything is done in a server: is it really the one on our own data directory?
assert_own_server() {
  local answer
  answer=$(psql_admin postgres -Atc 'show data_directory' 2>"$dir/psql.log") ||
    die "the server on port $(own_port) does not let us in: $(tail -n 1 "$dir/psql.log")"
  [ "$answer" = "$(data_dir)" ] ||
    die "the server on port $(own_port) works in $answer, not in $(data_dir): not touched"
}

start_cluster() {
  local data wanted=""
  mkdir -p "$dir"
  data=$(choose_data)
  [ ! -f "$data/PG_VERSION" ] || wanted=$(cat "$data/PG_VERSION" 2>/dev/null || as_server cat "$data/PG_VERSION")
  bin=$(local_binaries "$wanted") ||
    die "the cluster in $dir was made by PostgreSQL $wanted, whose binaries are gone: install them, or start afresh"
  if own_pid >/dev/null; then
    assert_own_server
    return 0
  fi
  if [ ! -f "$dir/complete" ] && [ -e "$data" ]; then
    # Never whole, so never held anything: tests begin anew, a person is asked.
    [ "$test_mode" = 1 ] ||
      die "half-made cluster in $dir (an earlier start was interrupted): './run --reset' removes it and starts afresh"
    destroy_data "$data"
  fi
  if [ ! -f "$dir/complete" ]; then
    printf '%s' "$data" >"$dir/data.path"
    make_secrets "$(secrets_file)"
    mkdir -p "$(dirname "$data")"
    make_cluster "$data"
  fi
  need_space "$(dirname "$data")" 50
  start_server
  assert_own_server
}

# stop_cluster [SIGNAL] : INT is a fast shutdown. Only the server on our own data directory.
stop_cluster() {
  local pid waited=0
  pid=$(own_pid) || return 0
  kill "-${1:-INT}" "$pid"
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    waited=$((waited + 1))
    if [ "$waited" = 300 ]; then kill -QUIT "$pid" 2>/dev/null || true; fi
    [ "$waited" -lt 400 ] || die "PostgreSQL (process $pid) does not stop"
  done
}

# Only what this script makes is ever removed: a path that ends in /data beside our own files.
destroy_data() {
  case "$1" in
    "$dir/data" | /var/lib/rollcall-*/data) rm -rf "$1" ;;
    *) die "will not remove $1: not a data directory of ours" ;;
  esac
}

destroy_cluster() {
  local data
  [ -d "$dir" ] || return 0
  stop_cluster
  data=$(choose_data)
  destroy_data "$data"
  case "$data" in /var/lib/*) rm -rf "$(dirname "$data")" ;; esac
  rm -rf "$dir/log" "$dir/users" \
    "$dir"/{data.path,source,secrets.env,port,complete,test,initdb.log,start.log,why.log,psql.log,bootstrap.log}
}
