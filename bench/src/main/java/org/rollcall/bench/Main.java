package org.rollcall.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.rollcall.bench.access.AccessBenchmark;
import org.rollcall.bench.alertquality.AlertDesignsBenchmark;
import org.rollcall.bench.alertquality.AlertQualityBenchmark;
import org.rollcall.bench.crash.CrashBenchmark;
import org.rollcall.bench.geofence.GeofenceBenchmark;
import org.rollcall.bench.growth.GrowthBenchmark;
import org.rollcall.bench.intake.IntakeBenchmark;
import org.rollcall.bench.latency.LatencyBenchmark;
import org.rollcall.bench.smoke.SmokeBenchmark;

/** {@code ./run bench list} and {@code ./run bench NAME [--short] [--seed N] [--only PART]}. */
public final class Main {

    private static final String USAGE = "usage: ./run bench list | ./run bench NAME [--short] [--seed N]"
            + " [--only PART]";
    static final int OK = 0;
    static final int TARGET_SHORT = 1;
    static final int NOT_MEASURED = 2;

    private final List<Benchmark> benchmarks;
    private final Path root;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;

    Main(List<Benchmark> benchmarks, Path root, Clock clock, PrintStream out, PrintStream err) {
        this.benchmarks = List.copyOf(benchmarks);
        this.root = root;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        var main = new Main(List.of(new GeofenceBenchmark(), new AlertQualityBenchmark(), new AlertDesignsBenchmark(),
                new SmokeBenchmark(), new IntakeBenchmark(), new GrowthBenchmark(), new LatencyBenchmark(),
                new CrashBenchmark(), new AccessBenchmark()),
                Path.of(System.getProperty("rollcall.root", ".")),
                Clock.systemUTC(), System.out, System.err);
        System.exit(main.run(args));
    }

    /** 0 where every target is met, 1 where one is short, 2 where nothing was measured. */
    int run(String... args) {
        try {
            if (args.length == 0) {
                throw new BenchException(USAGE);
            }
            return args[0].equals("list") && args.length == 1 ? list() : measure(args);
        } catch (BenchException e) {
            err.println("rollcall: " + e.getMessage());
            return NOT_MEASURED;
        }
    }

    private int list() {
        benchmarks.forEach(benchmark -> out.printf("%-16s %s%n", benchmark.name(), benchmark.summary()));
        return OK;
    }

    private int measure(String... args) {
        var benchmark = benchmarks.stream().filter(each -> each.name().equals(args[0])).findFirst()
                .orElseThrow(() -> new BenchException(
                        "no benchmark '" + args[0] + "': './run bench list' tells which there are"));
        var settings = settings(benchmark, List.of(args).subList(1, args.length));
        var report = benchmark.run(settings);
        out.println(benchmark.name() + ": " + benchmark.summary());
        out.println(Machine.describe(clock, settings));
        out.println();
        report.tables().forEach(table -> out.println(table.text()));
        report.notes().forEach(note -> out.println("note " + note));
        report.targets().forEach(target -> out.println(target.line()));
        return report.met() ? OK : TARGET_SHORT;
    }

    private Settings settings(Benchmark benchmark, List<String> options) {
        boolean shortRun = false;
        long seed = Settings.DEFAULT_SEED;
        var only = Optional.<String>empty();
        var rest = new ArrayList<>(options);
        while (!rest.isEmpty()) {
            String option = rest.remove(0);
            if (option.equals("--short")) {
                shortRun = true;
            } else if (option.equals("--seed") && !rest.isEmpty() && rest.get(0).matches("\\d{1,18}")) {
                seed = Long.parseLong(rest.remove(0));
            } else if (option.equals("--only") && !rest.isEmpty() && benchmark.parts().contains(rest.get(0))) {
                only = Optional.of(rest.remove(0));
            } else if (option.equals("--only") && !benchmark.parts().isEmpty()) {
                throw new BenchException("--only takes one of " + String.join(", ", benchmark.parts()));
            } else {
                throw new BenchException("'" + option + "' is not understood. " + USAGE);
            }
        }
        return new Settings(shortRun, seed, only, root, err);
    }
}
