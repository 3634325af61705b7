package org.rollcall.bench.geofence;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;
import org.rollcall.bench.Statistics;

/**
 * Runs JMH in rounds, each of which tries everything once in its own fork, so that what disturbs the machine for a while
 * disturbs all of them. Not thread-safe.
 */
final class Jmh {

    /** One method in one setting. */
    record Case(Class<?> type, String method, String setting) {

        String key() {
            return method + " " + setting;
        }
    }

    private final Settings settings;
    private final Map<String, List<Double>> nanoseconds = new TreeMap<>();
    private final Map<String, List<Double>> bytes = new TreeMap<>();

    Jmh(Settings settings) {
        this.settings = settings;
    }

    void rounds(int rounds, List<Case> cases, CountyData counties) {
        for (int round = 1; round <= rounds; round++) {
            settings.say("round %d of %d: %d cases".formatted(round, rounds, cases.size()));
            for (var each : cases) {
                run(each, counties);
            }
        }
    }

    /** Median processor time of an operation, over the rounds. */
    double nanoseconds(String key) {
        return Statistics.median(nanoseconds.getOrDefault(key, List.of()));
    }

    /** Median of bytes allocated by an operation, over the rounds. */
    double bytes(String key) {
        return Statistics.median(bytes.getOrDefault(key, List.of()));
    }

    /** How many times longer the first takes than the second: the median of the rounds' own ratios. */
    double ratio(String slow, String fast) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < Math.min(nanoseconds.get(slow).size(), nanoseconds.get(fast).size()); i++) {
            ratios.add(nanoseconds.get(slow).get(i) / nanoseconds.get(fast).get(i));
        }
        return Statistics.median(ratios);
    }

    private void run(Case each, CountyData counties) {
        try {
            Files.createDirectories(settings.work());
            boolean quick = settings.shortRun();
            var options = new OptionsBuilder()
                    .include(each.type().getName().replace(".", "\\.") + "\\." + each.method() + "$")
                    .param("setting", each.setting()).param("seed", Long.toString(settings.seed()))
                    .param("counties", counties.file().toString()).forks(1).threads(1)
                    .warmupIterations(quick ? 3 : 5).warmupTime(TimeValue.milliseconds(300))
                    .measurementIterations(quick ? 3 : 5).measurementTime(TimeValue.milliseconds(300))
                    .addProfiler(GCProfiler.class).addProfiler(ProcessorTime.class)
                    .jvmArgsAppend("-Xmx6g", "-Xms2g", "-XX:+UseParallelGC")
                    .shouldFailOnError(true).verbosity(VerboseMode.SILENT)
                    .output(settings.work().resolve("jmh-" + each.method() + "-" + each.setting() + ".log").toString())
                    .build();
            new Runner(options).run().forEach(result -> keep(each.key(), result));
        } catch (RunnerException | IOException e) {
            throw new BenchException("JMH could not measure " + each.key() + ": " + e.getMessage()
                    + " (logs: " + settings.work() + ")", e);
        }
    }

    private void keep(String key, RunResult result) {
        var times = new ArrayList<Double>();
        result.getBenchmarkResults().forEach(benchmark -> benchmark.getIterationResults()
                .forEach(iteration -> times.add(iteration.getSecondaryResults().get(ProcessorTime.LABEL).getScore())));
        nanoseconds.computeIfAbsent(key, k -> new ArrayList<>()).add(Statistics.median(times));
        result.getSecondaryResults().forEach((name, secondary) -> {
            if (name.endsWith("gc.alloc.rate.norm")) {
                bytes.computeIfAbsent(key, k -> new ArrayList<>()).add(secondary.getScore());
            }
        });
    }
}
