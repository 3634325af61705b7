package org.rollcall.backend.operations;

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
    /** Who leaves without a permission, in the demo's script. */
    private static final String LEAVER = "王强";

    @Test
    void theMorningComesAsTheScriptSays() throws IOException, InterruptedException {
        var home = ROOT.resolve("backend/target/demo-it");
        var output = ROOT.resolve("backend/target/demo-it.txt");
        var builder = new ProcessBuilder(ROOT.resolve("run").toString(), "demo", "--speed", "100");
        builder.environment().put("ROLLCALL_HOME", home.toString());
        builder.environment().put("ROLLCALL_NO_BUILD", "1");
        builder.environment().remove("DATABASE_URL");
        var demo = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();

        boolean ended = demo.waitFor(5, TimeUnit.MINUTES);

        if (!ended) {
            demo.destroy();
        }
        var told = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(told).isTrue();
        assertThat(demo.exitValue()).as(told).isZero();
        assertThat(told).contains("as it should be").doesNotContain("problem")
                .containsPattern("PUSH .*AREA_EXIT").containsPattern("PUSH .*CHECKIN_MISSED")
                .contains(LEAVER + " AREA_EXIT CLEARED", LEAVER + " AREA_EXIT HANDLED CLOSED")
                .contains(LEAVER + " checks in: DONE");
        assertThat(Files.readString(home.resolve("demo-server.log"), StandardCharsets.UTF_8))
                .doesNotContain(LEAVER, "107.2", "-106.4");
    }
}
