package org.rollcall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.stream.Stream;

/** Where and when a figure was measured. */
final class Machine {

    private Machine() {
    }

    static String describe(Clock clock, Settings settings) {
        return "%d processors, %s, %d MiB heap, JDK %s, %s; %s; seed %d%s".formatted(
                Runtime.getRuntime().availableProcessors(), processor(),
                Runtime.getRuntime().maxMemory() / (1024 * 1024), System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"), LocalDate.now(clock),
                settings.seed(), settings.shortRun() ? "; short run" : "");
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown processor");
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
