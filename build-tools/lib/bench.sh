# shellcheck shell=bash
# './run bench ...': builds the benchmarks, outside the application's way, and runs one.

bench() {
  local modules=bench
  need_space "$root" 1000
  # Only what goes the whole way needs the application.
  case "${1:-}" in smoke | intake | growth | latency | crash) build ;; esac
  with_progress "building the benchmarks" "$home/bench-build.log" \
    "$root/mvnw" -f "$root/pom.xml" -B -ntp -q -Pbench -Dquick -DskipTests -pl "$modules" -am package ||
    die "the build failed: $(grep -m 1 ERROR "$home/bench-build.log" | cut -c1-200) (log: $home/bench-build.log)"
  exec "$JAVA" -Xmx6g -Drollcall.root="$root" -cp "$root/bench/target/rollcall-bench.jar:$root/bench/target/lib/*" \
    org.rollcall.bench.Main "$@"
}
