# shellcheck shell=bash
# The program: its JDK, its build, its commands. Callers set: root, home, database, jar.

# shellcheck disable=SC2154 # set by the caller
check_java() {
  local java=java version
  [ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
  command -v "$java" >/dev/null || die "a JDK 17 or newer is needed and no java was found: install one or set JAVA_HOME"
  version=$("$java" -version 2>&1 | sed -nE 's/.*version "([0-9]+).*/\1/p' | head -n 1)
  [ "${version:-0}" -ge 17 ] || die "a JDK 17 or newer is needed; $java is version ${version:-unknown}"
  command -v "${java}c" >/dev/null || die "a JDK is needed, and $java is only a runtime: install the JDK or set JAVA_HOME"
  JAVA=$java
}

# sources_stamp MODULE... : a number that changes when what these modules are made from does. Their tests do not count.
sources_stamp() {
  (cd "$root" && find pom.xml .mvn build-tools/formatter.xml "$@" \
    -name target -prune -o -path '*/src/test' -prune -o -type f -print0 | sort -z | xargs -0 cksum | cksum)
}

application="geofence notifications openapi backend demo"

# build : makes the program anew if its sources changed since it was made.
build() {
  # shellcheck disable=SC2086 # words
  build_jar "$jar" built "building (the first time fetches libraries)" $application
}

# build_jar JAR STAMP LABEL MODULE... [-- OPTIONS] : makes the jar unless it was made from the sources as they are, which
# the file STAMP in home tells. ROLLCALL_NO_BUILD=1 takes the jar that is there.
build_jar() {
  local file=$1 stamp_file=$home/$2 log=$home/$2.log label=$3 stamp modules=()
  shift 3
  if [ "${ROLLCALL_NO_BUILD:-}" = 1 ]; then
    [ -f "$file" ] || die "ROLLCALL_NO_BUILD=1, and there is no $file"
    return 0
  fi
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    modules+=("$1")
    shift
  done
  [ $# = 0 ] || shift
  stamp=$(sources_stamp "${modules[@]}")
  if [ -f "$file" ] && [ "$(cat "$stamp_file" 2>/dev/null)" = "$stamp" ]; then return 0; fi
  need_space "$root" 1000
  with_progress "$label" "$log" \
    "$root/mvnw" -f "$root/pom.xml" -B -ntp -q -Dquick -Dmaven.test.skip=true "$@" package ||
    die "the build failed: $(grep -m 1 ERROR "$log" | cut -c1-200) (log: $log)"
  printf '%s' "$stamp" >"$stamp_file"
}

# image FILE : the built program as a container image. The base comes from its registry, or is scratch, or a tar://FILE.
image() {
  local file=$1
  case "$file" in /*) ;; *) file=$PWD/$file ;; esac
  [ ! -e "$file" ] || die "$file exists already: name another file or remove it"
  with_progress "making the image" "$home/image.log" \
    "$root/mvnw" -f "$root/pom.xml" -B -ntp -q -Dquick -Dmaven.test.skip=true -pl backend -am \
    ${ROLLCALL_BASE_IMAGE:+"-Dimage.base=$ROLLCALL_BASE_IMAGE"} "-Djib.outputPaths.tar=$file" compile com.google.cloud.tools:jib-maven-plugin:buildTar ||
    die "no image made: $(grep -m 1 ERROR "$home/image.log" | cut -c1-300) (log: $home/image.log)"
  say "image rollcall in $file: docker load -i $file"
}

# last_word LOG : what a program that failed said last, from a log of JSON lines or of plain ones.
last_word() {
  local word
  word=$(grep -E '"level":"(ERROR|FATAL)"' "$1" | tail -n 1 | sed -nE 's/.*"message":"(([^"\\]|\\.)*)".*/\1/p')
  [ -n "$word" ] || word=$(grep -v '^[[:space:]]*$' "$1" | tail -n 1)
  printf '%s' "$word" | cut -c1-300
}

# A command that ends within seconds is over before the better compiler pays.
brief="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

migrate() {
  # shellcheck disable=SC2086 # words
  "$JAVA" $brief -jar "$jar" migrate >"$home/migrate.log" 2>&1 ||
    die "the migration failed: $(last_word "$home/migrate.log") (log: $home/migrate.log)"
  say "$(grep -oE 'schema is at version [^"]*' "$home/migrate.log")"
}

# Wraps the keys in the database. Losing it means that everybody signs in anew; leaking it, that anybody can.
master_key() {
  export ROLLCALL_MASTER_KEY_FILE=${ROLLCALL_MASTER_KEY_FILE:-$home/master.key}
  [ -s "$ROLLCALL_MASTER_KEY_FILE" ] || (umask 077 && od -An -vtx1 -N32 /dev/urandom | tr -d ' \n' >"$ROLLCALL_MASTER_KEY_FILE")
}

# Where anchors of the record of one database lie: outside it. Another database has others.
anchors_directory() {
  local name=$ROLLCALL_DB_NAME
  # shellcheck disable=SC2154 # set by the caller
  case "$database_was" in given*) name=$ROLLCALL_DB_HOST-$ROLLCALL_DB_PORT-$ROLLCALL_DB_NAME ;; esac
  export ROLLCALL_AUDIT_ANCHOR_DIRECTORY=${ROLLCALL_AUDIT_ANCHOR_DIRECTORY:-$home/anchors/$name}
}

# audit verify [OPTIONS] : ends as the program does; what it found is on standard output.
audit() {
  local status=0
  anchors_directory
  "$JAVA" -jar "$jar" audit "$@" >"$home/audit.log" 2>&1 || status=$?
  sed -n 's/^audit: //p' "$home/audit.log"
  case "$status" in
    0 | 1) return "$status" ;;
    *)
      printf '%s\n' "run: $(last_word "$home/audit.log") (log: $home/audit.log)" >&2
      return "$status"
      ;;
  esac
}

# create_admin LOGIN : the password is on standard input.
create_admin() {
  [ $# -eq 1 ] || die "usage: ./run create-admin LOGIN, the password on standard input"
  # shellcheck disable=SC2086 # words
  "$JAVA" $brief -jar "$jar" create-admin "$1" "${ROLLCALL_PROVINCE:-Local province}" >"$home/create-admin.log" 2>&1 ||
    die "no admin made: $(last_word "$home/create-admin.log") (log: $home/create-admin.log)"
  say "admin $1 is there"
}

# Keys are changed beside nodes that serve, and under the master key that they have: none is made here.
need_master_key() {
  export ROLLCALL_MASTER_KEY_FILE=${ROLLCALL_MASTER_KEY_FILE:-$home/master.key}
  [ -s "$ROLLCALL_MASTER_KEY_FILE" ] ||
    die "there is no master key in $ROLLCALL_MASTER_KEY_FILE: set ROLLCALL_MASTER_KEY_FILE to that of the nodes"
}

# rotate_signing [--at-once]
rotate_signing() {
  need_master_key
  # shellcheck disable=SC2086 # words
  "$JAVA" $brief -jar "$jar" rotate-signing "$@" >"$home/rotate-signing.log" 2>&1 ||
    die "not rotated: $(last_word "$home/rotate-signing.log") (log: $home/rotate-signing.log); run it again"
  say "access tokens are signed by a new key: $(sed -n 's/.*signed by a new key now: \([0-9a-f-]*\).*/\1/p' \
    "$home/rotate-signing.log")"
}

rotate_fields() {
  need_master_key
  # shellcheck disable=SC2086 # words
  "$JAVA" $brief -jar "$jar" rotate-fields >"$home/rotate-fields.log" 2>&1 ||
    die "not rotated: $(last_word "$home/rotate-fields.log") (log: $home/rotate-fields.log); run it again"
  say "what is most personal is sealed by a new key: $(sed -n 's/.*sealed by a new key now: \([0-9]*\).*/\1/p' \
    "$home/rotate-fields.log") people"
}

# A developer's first admin: a password made here, kept beside the data, shown by no log. A database that has one
# already, such as a restored one, keeps it.
local_admin() {
  local password file
  file=$(admin_file)
  [ ! -s "$file" ] || return 0
  [ "$("$root/build-tools/postgres.sh" psql "$database" "$ROLLCALL_DB_NAME" -Atc \
    "select count(*) from post where role = 'ADMIN'")" = 0 ] || return 0
  password=$(od -An -vtx1 -N12 /dev/urandom | tr -d ' \n')
  printf '%s\n' "$password" | create_admin admin
  (umask 077 && printf 'admin %s\n' "$password" >"$file")
}
