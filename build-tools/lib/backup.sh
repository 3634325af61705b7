# shellcheck shell=bash
# Backup and restore. A restored database is fenced in the same transaction that restores it, so there is no moment at
# which a worker could see a delivery that may have been sent after the backup was taken.

# command_dump DATABASE FILE
command_dump() {
  local file=$2
  [ ! -e "$file" ] || die "$file exists: a backup never overwrites one"
  database_exists "$1" || die "there is no database $1"
  holds_rollcall "$1" || die "database $1 holds nothing of Rollcall to back up"
  need_space "$(dirname "$file")" 100
  (umask 077 && : >"$file.part") || die "cannot write to $(dirname "$file")"
  if ! with_progress "writing the backup" "$dir/dump.log" dump_to "$1" "$file.part" ||
    ! translate_dump --list <"$file.part" >/dev/null 2>>"$dir/dump.log"; then
    rm -f "$file.part"
    die "no backup was written: $(tail -n 1 "$dir/dump.log") (log: $dir/dump.log)"
  fi
  mv "$file.part" "$file"
}

dump_to() { admin_tool pg_dump "$1" --format=custom --lock-wait-timeout=60000 --no-password >"$2"; }

# command_restore DATABASE FILE [--replace] : into an empty database; --replace keeps the old one under another name.
command_restore() {
  local database=$1 file=$2 target=$1 kept=""
  [ -r "$file" ] || die "cannot read $file"
  case "$(translate_dump --list <"$file" 2>/dev/null)" in
    *'TABLE DATA public outbox '*) ;;
    *) die "$file is no backup of Rollcall" ;;
  esac
  if [ "${3:-}" = --replace ] && database_exists "$database" && ! is_empty "$database"; then
    nobody_connected "$database" || die "database $database is in use: stop every server first"
    target=${database}_restoring
    kept=${database}_before_$(date -u +%Y%m%d%H%M%S)
    psql_admin postgres -c "drop database if exists $target with (force)"
  fi
  database_exists "$target" || make_database "$target"
  is_empty "$target" || die "database $target is not empty: a restore needs an empty one, or --replace, which keeps the old one"
  with_progress "restoring" "$dir/restore.log" restore_to "$target" "$file" ||
    die "nothing was restored: $(grep -m 1 -E 'ERROR|error|FATAL' "$dir/restore.log") (log: $dir/restore.log)"
  if [ -n "$kept" ]; then
    psql_admin postgres -c "begin; alter database $database rename to $kept; alter database $target rename to $database; commit"
    say "the database of before is kept as $kept"
  fi
  say "deliveries held back by the restore: $(held_deliveries "$database") ('./run release-outbox' sends them)"
}

# nobody_connected DATABASE : a session that was just closed may show for a moment, and the database's own workers are
# not users of it: renaming sends them away.
nobody_connected() {
  local tries
  for tries in {1..25}; do
    [ "$(psql_admin postgres -Atc "select count(*) from pg_stat_activity
      where datname = '$1' and backend_type not in ('autovacuum worker', 'parallel worker')")" != 0 ] || return 0
    [ "$tries" = 25 ] || sleep 0.2
  done
  return 1
}

restore_to() {
  {
    # A file cut short must not look like one that has ended.
    translate_dump --no-comments -f - <"$2" || printf '\ndo $$ begin raise exception %s; end $$;\n' "'the backup is damaged'"
    cat "$root/build-tools/after-restore.sql"
  } | psql_admin "$1" --single-transaction -o /dev/null -f -
}

# The table that every version has, and by which a backup is known.
holds_rollcall() { [ "$(psql_admin "$1" -Atc "select to_regclass('public.outbox') is not null")" = t ]; }

is_empty() {
  [ "$(psql_admin "$1" -Atc "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'S') and not exists (select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')")" = 0 ]
}

held_deliveries() { psql_admin "$1" -Atc "select count(*) from outbox where state = 'CANCELLED_BY_RESTORE'"; }

# command_release-outbox DATABASE : an operator's decision to send what a restore held back.
command_release_outbox() {
  psql_admin "$1" -At <<'END'
with released as (
  update outbox set state = 'PENDING', finished_at = null, next_at = now(), last_result = 'released after a restore'
  where state = 'CANCELLED_BY_RESTORE' returning 1)
select count(*) || ' deliveries released' from released;
END
}
