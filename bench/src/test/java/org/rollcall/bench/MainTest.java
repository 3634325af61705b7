package org.rollcall.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Settings> ran = new ArrayList<>();

    @Test
    void allTargetsMetExitsWithZero() {
        int code = run(Target.atLeast("speed", 30, 30, "x"), "toy");

        assertThat(code).isZero();
        assertThat(out.toString(UTF_8)).contains("| what |", "target speed measured 30x bound >=30x ok", "2026-11-24");
    }

    @Test
    void oneTargetShortExitsWithOne() {
        int code = run(Target.atMost("delay", 31.25, 31, "s"), "toy");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("target delay measured 31.25s bound <=31s SHORT");
    }

    @Test
    void unknownBenchmarkIsOneClearLine() {
        int code = run(Target.atMost("delay", 1, 1, ""), "nonsense");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8)).hasLineCount(1).startsWith("rollcall: no benchmark 'nonsense'");
        assertThat(ran).isEmpty();
    }

    @Test
    void unknownOptionMeasuresNothing() {
        int code = run(Target.atMost("delay", 1, 1, ""), "toy", "--long");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8)).hasLineCount(1).contains("'--long' is not understood", "usage:");
        assertThat(ran).isEmpty();
    }

    @Test
    void shortAndSeedReachTheBenchmark() {
        run(Target.atMost("delay", 1, 1, ""), "toy", "--seed", "7", "--short");

        assertThat(ran).singleElement().satisfies(settings -> {
            assertThat(settings.shortRun()).isTrue();
            assertThat(settings.seed()).isEqualTo(7);
        });
    }

    @Test
    void onePartReachesTheBenchmark() {
        run(Target.atMost("delay", 1, 1, ""), "toy", "--only", "wheels");

        assertThat(ran).singleElement().matches(settings -> settings.wants("wheels"))
                .matches(settings -> !settings.wants("engine"));
    }

    @Test
    void partThatIsNoneMeasuresNothing() {
        int code = run(Target.atMost("delay", 1, 1, ""), "toy", "--only", "roof");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8)).hasLineCount(1).contains("--only takes one of engine, wheels");
        assertThat(ran).isEmpty();
    }

    @Test
    void listNamesEveryBenchmark() {
        int code = run(Target.atMost("delay", 1, 1, ""), "list");

        assertThat(code).isZero();
        assertThat(out.toString(UTF_8)).contains("toy", "nothing much");
    }

    @Test
    void benchmarkThatCannotRunIsOneClearLine() {
        var main = main(new Toy(null));

        assertThat(main.run("toy")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).hasLineCount(1).isEqualToIgnoringNewLines("rollcall: no database here");
    }

    private int run(Target target, String... args) {
        return main(new Toy(target)).run(args);
    }

    private Main main(Benchmark benchmark) {
        return new Main(List.of(benchmark), Path.of("."),
                Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC), new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private final class Toy implements Benchmark {

        private final Target target;

        private Toy(Target target) {
            this.target = target;
        }

        @Override
        public String name() {
            return "toy";
        }

        @Override
        public String summary() {
            return "nothing much";
        }

        @Override
        public List<String> parts() {
            return List.of("engine", "wheels");
        }

        @Override
        public Report run(Settings settings) {
            if (target == null) {
                throw new BenchException("no database here");
            }
            ran.add(settings);
            return new Report(List.of(new Table("Figures", "what", "n").row("one", 1)), List.of(), List.of(target));
        }
    }
}
