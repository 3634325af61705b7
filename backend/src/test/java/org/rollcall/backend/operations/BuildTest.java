package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.backend.testing.Checkout;
import org.rollcall.backend.testing.Script;

/** When {@code ./run} builds, and what it says: in a small checkout of its own, whose {@code mvnw} is an impostor. */
class BuildTest {

    private static final String JAR = "backend/target/quarkus-app/quarkus-run.jar";
    private static final String BENCH_JAR = "bench/target/rollcall-bench.jar";

    @TempDir
    Path scratch;

    private Path checkout;
    private int images;

    @BeforeEach
    void aCheckoutWithAnImpostorOfMaven() {
        checkout = scratch.resolve("checkout");
        copy("run");
        copy("build-tools");
        for (var module : List.of("geofence", "notifications", "openapi", "backend", "demo", "bench")) {
            write(module + "/src/main/java/Some.java", "class Some {}");
        }
        write("pom.xml", "<project/>");
        write(".mvn/jvm.config", "");
        maven("case \"$*\" in *bench*) jar=" + BENCH_JAR + " ;; *) jar=" + JAR + " ;; esac",
                "mkdir -p \"${0%/*}/${jar%/*}\" && : >\"${0%/*}/$jar\"");
    }

    @Test
    void theFirstTimeBuilds() {
        var result = image();

        assertThat(result.exit()).as(result.errors()).isZero();
        assertThat(builds()).singleElement().asString().contains("-Dquick", "package");
        assertThat(result.errors()).contains("building (the first time fetches libraries)")
                .containsPattern("done in \\d+s");
    }

    @Test
    void unchangedSourcesAreNotBuiltAgain() {
        image();
        image();

        assertThat(builds()).hasSize(1);
    }

    @Test
    void changedSourcesAreBuiltAgain() {
        image();
        write("geofence/src/main/java/Some.java", "class Some { }");

        image();

        assertThat(builds()).hasSize(2);
    }

    @Test
    void changedTestsAndWhatWasMadeAreNoReasonToBuild() {
        image();
        write("geofence/src/test/java/SomeTest.java", "class SomeTest {}");
        write("geofence/target/classes/Some.class", "");

        image();

        assertThat(builds()).hasSize(1);
    }

    @Test
    void aJarThatIsGoneIsBuiltAgain() throws IOException {
        image();
        Files.delete(checkout.resolve(JAR));

        image();

        assertThat(builds()).hasSize(2);
    }

    @Test
    void aBuildThatFailsIsOneLineAndIsTriedAgain() {
        maven("echo '[INFO] so far so good'", "echo '[ERROR] Some.java:[7,1] class expected'", "echo '[ERROR] more'",
                "exit 1");

        var result = image();
        image();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.complaints()).singleElement().asString()
                .contains("the build failed: [ERROR] Some.java:[7,1] class expected (log: ").doesNotContain("more");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void noBuildTakesTheJarThatIsThereAndSaysSoWhereThereIsNone() {
        var without = run().with("ROLLCALL_NO_BUILD", "1").run("image", scratch.resolve("image").toString());

        assertThat(without.complaints()).singleElement().asString().contains("ROLLCALL_NO_BUILD=1, and there is no ");
        assertThat(builds()).isEmpty();
    }

    @Test
    void theListOfBenchmarksNeedsNoBuildWhileTheirSourcesAreWhatTheyWere() {
        var first = bench();
        write("bench/src/main/java/Some.java", "class Some { }");
        bench();
        var full = run().withImpostor("df", "echo 'Filesystem 1048576-blocks Used Available Capacity Mounted'",
                "echo '/dev/full 1000 990 10 99% /'").run("bench", "list");

        // The impostor's jar has no program in it; that far it came.
        assertThat(first.errors()).contains("org.rollcall.bench.Main").doesNotContain("rollcall: ");
        assertThat(full.errors()).contains("org.rollcall.bench.Main").doesNotContain("rollcall: ");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void aSlowStepShowsThatTimePasses() {
        var log = scratch.resolve("step.log");
        // Each look at the step takes five seconds of the shell's own time.
        var script = Script.write(scratch.resolve("slow"), ". '" + checkout.resolve("build-tools/lib/say.sh") + "'",
                "sleep() { SECONDS=$((SECONDS + 5)); command sleep 0.02; }",
                "with_progress 'a slow step' '" + log + "' command sleep 0.5");

        var result = Script.of(script, scratch).run();

        assertThat(result.errors()).contains("a slow step … 0s").containsPattern("a slow step … 1[0-4]s")
                .containsPattern("a slow step … (2[5-9]|3[0-4])s")
                .containsPattern("a slow step: done in \\d\\d+s");
    }

    private Script.Result image() {
        return run().run("image", scratch.resolve("image-" + ++images).toString());
    }

    private Script.Result bench() {
        return run().run("bench", "list");
    }

    private Script run() {
        return Script.of(checkout.resolve("run"), scratch).with("ROLLCALL_HOME", scratch.resolve("home").toString());
    }

    /** The times that Maven was called for a package, by its arguments. */
    private List<String> builds() {
        var calls = scratch.resolve("calls");
        try {
            return Files.exists(calls)
                    ? Files.readAllLines(calls).stream().filter(call -> call.endsWith(" package")).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void maven(String... lines) {
        Script.write(checkout.resolve("mvnw"), "echo \"$*\" >>'" + scratch.resolve("calls") + "'",
                String.join("\n", lines));
    }

    private void write(String path, String text) {
        try {
            Files.createDirectories(checkout.resolve(path).getParent());
            Files.writeString(checkout.resolve(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(String path) {
        try (var files = Files.walk(Checkout.resolve(path))) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var copy = checkout.resolve(Checkout.root().relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
