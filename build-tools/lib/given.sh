# shellcheck shell=bash
# A server that somebody else runs, named by postgresql://USER:PASSWORD@HOST:PORT/DATABASE. No message ever holds the
# URL: it holds a password.

given_user="" given_password="" given_host="" given_port="" given_name="" given_sslmode=prefer

unescape_url() {
  local text=${1//\\/\\\\}
  printf '%b' "${text//%/\\x}"
}

# parse_given URL : fills the given_* variables.
parse_given() {
  local rest=${1#*://} query="" authority login=""
  case "$1" in
    postgresql://?* | postgres://?*) ;;
    *) die "DATABASE_URL must look like postgresql://USER:PASSWORD@HOST:PORT/DATABASE" ;;
  esac
  case "$rest" in *\?*) query=${rest#*\?} rest=${rest%%\?*} ;; esac
  authority=${rest%%/*}
  case "$rest" in */?*) given_name=$(unescape_url "${rest#*/}") ;; *) given_name=rollcall ;; esac
  case "$authority" in *@*) login=${authority%@*} authority=${authority##*@} ;; esac
  given_user=$(unescape_url "${login%%:*}")
  case "$login" in *:*) given_password=$(unescape_url "${login#*:}") ;; esac
  given_host=${authority%:*} given_port=${authority##*:}
  case "$authority" in *:*) ;; *) given_port=5432 ;; esac
  case "$given_port" in '' | *[!0-9]*) die "DATABASE_URL: '$given_port' is no port" ;; esac
  case "&$query" in *"&sslmode="*) given_sslmode=$(printf '%s' "&$query" | sed -E 's/.*&sslmode=([a-z-]+).*/\1/') ;; esac
  case "$given_sslmode" in
    disable | allow | prefer) ;;
    *) die "DATABASE_URL: sslmode=$given_sslmode is more than the program does: it speaks to its database without TLS (docs/operations.md)" ;;
  esac
  [ -n "$given_host" ] && [ -n "$given_user" ] || die "DATABASE_URL must name a user and a host"
  case "$given_name" in *[!a-z0-9_]*) die "DATABASE_URL: a database's name is lower-case letters, digits and _" ;; esac
}

given_place() { printf '%s:%s' "$given_host" "$given_port"; }

# The password of a role: from the environment, else from the URL if it is that role's, else one made here.
given_secret() {
  local variable
  variable=ROLLCALL_DB_$(printf '%s' "$1" | tr '[:lower:]' '[:upper:]')_PASSWORD
  if [ -n "${!variable:-}" ]; then
    printf '%s' "${!variable}"
  elif [ "$given_user" = "rollcall_$1" ]; then
    printf '%s' "$given_password"
  else
    secret "$1" "$dir/given.env"
  fi
}

given_ask() { admin_tool psql "$1" -X -q -v ON_ERROR_STOP=1 -At -F ' ' -c "$2" 2>"$dir/psql.log"; }

# May each of our five roles come in with the password known here, and is PostGIS in place?
given_ready() {
  local name
  for name in $role_names; do
    PGPASSWORD=$(given_secret "$name") PGSSLMODE=$given_sslmode PGCONNECT_TIMEOUT=10 "$(client_tool psql)" -X -q -At -w \
      -h "$given_host" -p "$given_port" -U "rollcall_$name" -d "$given_name" -c 'select 1' >/dev/null 2>&1 || return 1
  done
  [ "$(given_ask "$given_name" "select count(*) from pg_extension where extname in ('postgis', 'btree_gist')")" = 2 ]
}

start_given() {
  local version super creator postgis roles
  need_client
  if ! given_ask "$given_name" 'select 1' >/dev/null; then
    grep -q "database \"$given_name\" does not exist" "$dir/psql.log" && given_ask postgres 'select 1' >/dev/null ||
      die "the server $(given_place) of DATABASE_URL does not let user $given_user in: $(tail -n 1 "$dir/psql.log" | sed 's/^.*FATAL: *//')"
  fi
  if given_ready; then return 0; fi
  read -r version super creator postgis roles < <(given_ask postgres "select current_setting('server_version_num')::int / 10000,
    rolsuper, rolcreaterole, (select count(*) from pg_available_extensions where name = 'postgis'),
    (select count(*) from pg_roles r where r.rolname in ('rollcall_owner', 'rollcall_api', 'rollcall_intake',
      'rollcall_worker', 'rollcall_auditor')) from pg_roles where rolname = current_user") ||
    die "the server $(given_place) does not answer: $(tail -n 1 "$dir/psql.log")"
  [ "$version" -ge 14 ] || die "the server $(given_place) is PostgreSQL $version: 14 or newer is needed"
  [ "$postgis" = 1 ] ||
    die "the server $(given_place) has no PostGIS: install it there (Debian, Ubuntu: postgresql-$version-postgis-3)"
  if [ "$super" = f ] && [ "$creator" = f ]; then
    die "user $given_user of DATABASE_URL may not make roles: run build-tools/bootstrap.sql there once as a superuser," \
      "then set ROLLCALL_DB_{OWNER,API,INTAKE,WORKER,AUDITOR}_PASSWORD"
  fi
  if [ "$roles" != 0 ] && [ "${ROLLCALL_SET_PASSWORDS:-}" != 1 ] && [ ! -f "$dir/given.env" ]; then
    die "the server $(given_place) has Rollcall's roles, with passwords not known here: set" \
      "ROLLCALL_DB_{OWNER,API,INTAKE,WORKER,AUDITOR}_PASSWORD, or ROLLCALL_SET_PASSWORDS=1 to give them new ones"
  fi
  [ -f "$dir/given.env" ] || make_secrets "$dir/given.env"
  say "making Rollcall's roles and database $given_name on $(given_place)"
  make_database "$given_name"
  given_ready || die "database $given_name on $(given_place) was made, and yet its roles cannot come in: see its pg_hba.conf"
}
