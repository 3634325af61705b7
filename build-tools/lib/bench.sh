# shellcheck shell=bash
# './run bench ...': builds the benchmarks, outside the application's way, and runs one.

bench() {
  # All but those of the kernel alone need the application.
  case "${1:-list}" in list | geofence | alert-quality | alert-designs) ;; *) build ;; esac
  build_jar "$root/bench/target/rollcall-bench.jar" bench-built "building the benchmarks" \
    geofence notifications demo bench -- -Pbench -pl bench -am
  exec "$JAVA" -Xmx6g -Drollcall.root="$root" -cp "$root/bench/target/rollcall-bench.jar:$root/bench/target/lib/*" \
    org.rollcall.bench.Main "$@"
}
