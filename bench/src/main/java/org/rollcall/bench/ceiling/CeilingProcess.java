package org.rollcall.bench.ceiling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;

/** The ceiling program in a process of its own. */
public final class CeilingProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private CeilingProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param database the environment that names its database, as the application's does */
    public static CeilingProcess start(Settings settings, int port, Map<String, String> database) {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx2g",
                "-cp", System.getProperty("java.class.path"), Ceiling.class.getName(), String.valueOf(port),
                String.valueOf(settings.seed()))
                .redirectError(settings.work().resolve("ceiling.err").toFile());
        builder.environment().put("CEILING_PORT", database.get("ROLLCALL_DB_PORT"));
        builder.environment().put("CEILING_NAME", database.get("ROLLCALL_DB_NAME"));
        builder.environment().put("CEILING_USER", "rollcall_owner");
        builder.environment().put("CEILING_PASSWORD", database.get("ROLLCALL_DB_OWNER_PASSWORD"));
        try {
            var process = builder.start();
            var line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (!"READY".equals(line)) {
                throw new BenchException("the ceiling program did not start: see ceiling.err");
            }
            return new CeilingProcess(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
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
