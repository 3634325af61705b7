# shellcheck shell=bash
# How the scripts talk: progress on stderr, results on stdout, one clear line for an error.

say() { printf '  %s\n' "$*" >&2; }

die() {
  printf 'rollcall: %s\n' "$*" >&2
  exit 1
}

# The process with_progress is waiting for; an interrupted caller ends it.
progress_pid=""

# with_progress LABEL LOG COMMAND... : runs the command with its output in LOG and shows that time is passing.
# Returns the command's exit code.
with_progress() {
  local label=$1 log=$2 started=$SECONDS shown=0 rc=0
  shift 2
  "$@" </dev/null >"$log" 2>&1 &
  progress_pid=$!
  while kill -0 "$progress_pid" 2>/dev/null; do
    if [ -t 2 ]; then
      printf '\r  %s … %ss' "$label" "$((SECONDS - started))" >&2
    elif [ "$((SECONDS - started))" -ge "$shown" ]; then
      say "$label … $((SECONDS - started))s"
      shown=$((shown == 0 ? 10 : shown + 15))
    fi
    sleep 0.5
  done
  wait "$progress_pid" || rc=$?
  progress_pid=""
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  if [ "$rc" = 0 ]; then
    say "$label: done in $((SECONDS - started))s"
  else
    say "$label: failed after $((SECONDS - started))s, see $log"
  fi
  return "$rc"
}

# A password of 192 random bits, safe in URLs, SQL and property files.
random_secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# short_hash TEXT : twelve hexadecimal digits.
short_hash() { printf '%s' "$1" | sha256sum | cut -c1-12; }

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port [WISH] : the wished port if it is free, else a random one below the range of outgoing connections.
free_port() {
  local port=${1:-} tries
  for tries in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
    if [ -n "$port" ] && ! port_taken "$port"; then
      printf '%s' "$port"
      return
    fi
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
  done
  die "no free port on 127.0.0.1 after $tries tries"
}

# need_space DIR MEGABYTES
need_space() {
  local free
  free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
  [ "${free:-0}" -ge "$2" ] || die "disk full: $1 has ${free:-0} MB free, $2 MB are needed"
}
