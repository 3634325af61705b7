package org.rollcall.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run bench} for real, with the packaged program and the packaged benchmarks. */
@EnabledIfSystemProperty(named = "rollcall.full", matches = "true")
class RunBenchIT {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path scratch;

    @Test
    void theListNamesEachBenchmark() throws IOException, InterruptedException {
        assertThat(bench(Main.OK, "list").lines()).hasSizeGreaterThanOrEqualTo(3)
                .anyMatch(line -> line.startsWith("geofence ")).anyMatch(line -> line.startsWith("smoke "));
    }

    @Test
    void theShortSmokeGoesTheWholeWay() throws IOException, InterruptedException {
        // How fast it is is a question to a quiet machine; that all of it was measured and nothing lost is one to this test.
        assertThat(bench(Main.TARGET_SHORT, "smoke", "--short")).startsWith("smoke: ")
                .containsPattern("target smoke-fixes-a-second measured [1-9]\\d*(\\.\\d+)? bound >=1490 (ok|SHORT)")
                .contains("target smoke-lost measured 0 bound <=0 ok");
    }

    @Test
    void theShortAccessMeasuresAllThatItNames() throws IOException, InterruptedException {
        assertThat(bench(Main.TARGET_SHORT, "access", "--short").lines()
                .filter(line -> line.startsWith("target access."))).hasSize(6)
                .allMatch(line -> line.matches("target \\S+ measured \\d+(\\.\\d+)?(us|ms)? bound .* (ok|SHORT)"))
                .contains("target access.flood.fixes-refused measured 0 bound <=0 ok");
    }

    @Test
    void nothingIsLostInTheShortCrash() throws IOException, InterruptedException {
        assertThat(bench(Main.TARGET_SHORT, "crash", "--short").lines().filter(line -> line.startsWith("target crash."))
                // How soon a node is ready, and what it holds, is a question to a quiet machine.
                .filter(line -> !line.contains("ready-after") && !line.contains("memory"))).hasSize(12)
                .allMatch(line -> line.endsWith(" ok"));
    }

    /** What it prints; it ends with at most that code. */
    private String bench(int worst, String... arguments) throws IOException, InterruptedException {
        var output = scratch.resolve("output");
        var errors = scratch.resolve("errors");
        var words = new ArrayList<>(List.of(ROOT.resolve("run").toString(), "bench"));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().put("ROLLCALL_HOME", ROOT.resolve("bench/target/home").toString());
        builder.environment().put("ROLLCALL_NO_BUILD", "1");
        builder.environment().remove("DATABASE_URL");
        var process = builder.start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroy();
        }
        assertThat(process.exitValue()).as(Files.readString(errors, StandardCharsets.UTF_8)).isBetween(Main.OK, worst);
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
