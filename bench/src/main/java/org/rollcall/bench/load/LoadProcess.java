package org.rollcall.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;
import org.rollcall.bench.world.World;

/** The generator, seen from the benchmark. One order at a time. */
public final class LoadProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader results;

    private LoadProcess(Process process) {
        this.process = process;
        this.results = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param phones the key of all phones with our own client */
    public static LoadProcess start(Settings settings, KeyPair phones) {
        return start(settings, phones, World.Manner.CALM);
    }

    /** The same, of people who live so. */
    public static LoadProcess start(Settings settings, KeyPair phones, World.Manner manner) {
        var key = Base64.getUrlEncoder().withoutPadding().encodeToString(phones.getPrivate().getEncoded());
        try {
            return new LoadProcess(
                    new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Xmx1500m", "-XX:+UseSerialGC", "-cp",
                            System.getProperty("java.class.path"), Generator.class.getName(),
                            String.valueOf(settings.seed()),
                            key, manner.name()).redirectError(settings.work().resolve("generator.err").toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Carries it out to its end. */
    public Result fire(Order order) {
        try {
            process.getOutputStream().write((order.line() + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            var line = results.readLine();
            if (line == null) {
                throw new BenchException("the load generator ended: see generator.err");
            }
            return Result.of(line);
        } catch (IOException e) {
            throw new BenchException("the load generator ended: see generator.err", e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
