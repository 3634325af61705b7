package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.backend.testing.Checkout;
import org.rollcall.backend.testing.Script;

/** What holds of the files of the checkout, whatever is in them. */
class CheckoutTest {

    private static final Pattern MIGRATION = Pattern.compile("(V\\d+(_\\d+)?|R)__[a-z][a-z0-9_]*\\.sql");
    private static final Pattern CI_PROFILE = Pattern.compile("<id>ci</id>.*?</profile>", Pattern.DOTALL);

    // Released before this was seen.
    private static final Set<String> VALIDATE_AT_ONCE = Set.of("V32_1__posts_of_the_field.sql", "V36_1__guardians.sql");

    @TempDir
    Path scratch;

    @Test
    void ciRunsTheTestCommandOfTheReadmeAndOnlyChecks() throws IOException {
        var script = ciBesideAnImpostor();

        var result = script.run();

        assertThat(result.output()).isEqualToIgnoringNewLines("CI=true mvnw verify");
        assertThat(Files.readString(Checkout.resolve("README.md"))).contains("./mvnw verify");
    }

    @Test
    void ciIsWhatTheMachineSaysItIs() throws IOException {
        var result = ciBesideAnImpostor().with("CI", "somewhere").run();

        assertThat(result.output()).isEqualToIgnoringNewLines("CI=somewhere mvnw verify");
    }

    @Test
    void theProfileOfCiTellsTheTestsToo() throws IOException {
        var profile = CI_PROFILE.matcher(Files.readString(Checkout.resolve("pom.xml")));

        assertThat(profile.find()).isTrue();
        assertThat(profile.group()).contains("<name>env.CI</name>", "<gates.only-check>true</gates.only-check>");
        // Where the profile is active it has come through to this JVM.
        assertThat(Boolean.getBoolean("rollcall.gates.only-check")).isEqualTo(Gates.ONLY_CHECK);
    }

    @Test
    void everyMigrationHasAProperNameAndWaitsForNoLockForEver() {
        var files = filesUnder(Checkout.resolve("backend/src/main/resources/db/migration")).toList();

        assertThat(files).hasSizeGreaterThan(10).allSatisfy(file -> {
            assertThat(file.getFileName().toString()).matches(MIGRATION);
            assertThat(statements(file)).as("%s begins with it", file.getFileName())
                    .startsWith("set lock_timeout = '5s';");
        });
    }

    /** In one file both would be one transaction, and nobody could read the table while it is looked through. */
    @Test
    void aCheckIsValidatedInAMigrationOfItsOwn() {
        var files = filesUnder(Checkout.resolve("backend/src/main/resources/db/migration"))
                .filter(file -> !VALIDATE_AT_ONCE.contains(file.getFileName().toString()));

        assertThat(files).noneSatisfy(file -> assertThat(statements(file)).contains("not valid")
                .contains("validate constraint"));
    }

    @Test
    void everyPackageSaysWhatItIsForAndSoDoPackagesOfTests() {
        var packages = Stream.of("geofence", "notifications", "openapi", "backend", "demo", "bench")
                .flatMap(module -> Stream.of(module + "/src/main/java", module + "/src/test/java"))
                .map(Checkout::resolve).filter(Files::exists).flatMap(CheckoutTest::filesUnder)
                .filter(file -> file.toString().endsWith(".java")).map(Path::getParent).distinct();

        assertThat(packages).hasSizeGreaterThan(40)
                .allSatisfy(found -> assertThat(found.resolve("package-info.java")).exists());
    }

    private Script ciBesideAnImpostor() throws IOException {
        Files.createDirectories(scratch.resolve(".ci"));
        var run = Files.copy(Checkout.resolve(".ci/run"), scratch.resolve(".ci/run"));
        Script.write(scratch.resolve("mvnw"), "echo \"CI=$CI ${0##*/} $*\"");
        return Script.of(run, scratch).without("CI");
    }

    private static String statements(Path migration) {
        try (var lines = Files.lines(migration)) {
            return String.join("\n", lines.filter(line -> !line.isBlank() && !line.startsWith("--")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> filesUnder(Path directory) {
        try (var files = Files.walk(directory)) {
            return List.copyOf(files.filter(Files::isRegularFile).toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
