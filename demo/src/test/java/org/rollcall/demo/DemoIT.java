package org.rollcall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** {@code ./run demo} for real, faster than people would watch it. */
class DemoIT {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void theMorningComesAsTheScriptSays() throws IOException, InterruptedException {
        var home = ROOT.resolve("demo/target/home");
        var output = ROOT.resolve("demo/target/demo.txt");
        var builder = new ProcessBuilder(ROOT.resolve("run").toString(), "demo", "--speed", "150");
        builder.environment().put("ROLLCALL_HOME", home.toString());
        builder.environment().put("ROLLCALL_NO_BUILD", "1");
        builder.environment().remove("DATABASE_URL");
        var demo = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();

        boolean ended = demo.waitFor(4, TimeUnit.MINUTES);

        if (!ended) {
            demo.destroy();
        }
        var told = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(told).isTrue();
        assertThat(demo.exitValue()).as(told).isZero();
        assertThat(told).contains("as it should be").doesNotContain("problem")
                .containsPattern("PUSH .*AREA_EXIT").containsPattern("PUSH .*CHECKIN_MISSED")
                .contains(Cast.LEAVER + " AREA_EXIT CLEARED", Cast.LEAVER + " AREA_EXIT HANDLED CLOSED")
                .contains(Cast.LEAVER + " checks in: DONE");
        assertThat(Files.readString(home.resolve("demo-server.log"), StandardCharsets.UTF_8))
                .doesNotContain(Cast.LEAVER, "107.2", "-106.4");
    }
}
