package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.backend.testing.Node;
import org.rollcall.backend.testing.PrivatePostgres;

/** The packaged program on another JDK than the one it was built with: JAVA_HOME_25, or what /usr/lib/jvm has. */
@EnabledIfSystemProperty(named = "rollcall.full", matches = "true")
class SecondJdkIT {

    @TempDir
    Path scratch;

    @Test
    void itServesAndStopsThereToo() throws IOException, InterruptedException {
        var another = another();
        assumeTrue(another.isPresent(), "no second JDK");
        var settings = new HashMap<>(PrivatePostgres.running().migrated("second_jdk").settings());
        settings.put("ROLLCALL_MASTER_KEY_FILE",
                Files.writeString(scratch.resolve("master.key"), "5a".repeat(32)).toString());
        var log = scratch.resolve("node.log");

        try (var node = Node.start(another.get(), settings, log).ready()) {
            assertThat(node.status("/api/v1/me")).isEqualTo(401);
            node.process().toHandle().destroy();

            assertThat(node.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readString(log)).contains("\"message\":").doesNotContain("\"level\":\"ERROR\"");
    }

    private static Optional<Path> another() {
        return Stream.concat(Optional.ofNullable(System.getenv("JAVA_HOME_25")).map(Path::of).stream(), installed())
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .filter(home -> version(home) >= 17 && version(home) != Runtime.version().feature()).findFirst();
    }

    private static Stream<Path> installed() {
        var machine = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(machine)) {
            return Stream.empty();
        }
        try (var homes = Files.list(machine)) {
            return homes.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As its file {@code release} says; 0 where it has none. */
    private static int version(Path home) {
        try (var lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.replaceFirst("JAVA_VERSION=\"(\\d+).*", "$1")).mapToInt(Integer::parseInt)
                    .findFirst().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
