package org.rollcall.bench.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.rollcall.bench.BenchException;

/** A program that ends by itself: what it printed, or one line on why it failed. */
public final class Command {

    private static final long PATIENCE_MINUTES = 30;

    private Command() {
    }

    /**
     * Runs it to its end.
     *
     * @param log where it prints to, and its input is read from
     * @throws BenchException if it fails
     */
    public static String run(Path log, Map<String, String> environment, String input, List<String> words) {
        try {
            Files.createDirectories(log.getParent());
            var builder = new ProcessBuilder(words).redirectOutput(log.toFile())
                    .redirectError(new File(log + ".err"));
            builder.environment().putAll(environment);
            var process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new BenchException(words.get(0) + " does not end (log: " + log + ")");
            }
            if (process.exitValue() != 0) {
                throw new BenchException(String.join(" ", words.subList(0, Math.min(4, words.size())))
                        + " failed (log: " + log + ".err)");
            }
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
