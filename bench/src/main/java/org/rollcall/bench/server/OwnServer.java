package org.rollcall.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;
import org.rollcall.demo.Api;
import org.rollcall.demo.DemoClock;
import org.rollcall.demo.Staff;

/**
 * The built application with a fresh database, both of this benchmark alone. Durable as in production: the cluster is not
 * the tests' fast one. Close it: server and cluster end.
 */
public final class OwnServer implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Settings settings;
    private final Path cluster;
    private final Map<String, String> environment = new HashMap<>();
    private final int port = freePort();
    private final int managementPort = freePort();
    private final String adminPassword = secret();
    private Process server;

    private OwnServer(Settings settings, Map<String, String> configuration) {
        this.settings = settings;
        this.cluster = settings.work().resolve("postgres");
        environment.putAll(configuration);
    }

    /** @param configuration environment variables of the server beside those that it needs */
    public static OwnServer start(Settings settings, Map<String, String> configuration) {
        var own = new OwnServer(settings, configuration);
        try {
            own.start();
            return own;
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    private void start() {
        settings.say("a database and a server of our own");
        postgres("start");
        postgres("createdb", "bench", "--fresh");
        postgres("env", "bench").lines().forEach(line -> {
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        });
        environment.put("ROLLCALL_PORT", String.valueOf(port));
        environment.put("ROLLCALL_MANAGEMENT_PORT", String.valueOf(managementPort));
        environment.put("ROLLCALL_MASTER_KEY_FILE", masterKey().toString());
        program("", "migrate");
        program(adminPassword + "\n", "create-admin", "admin", "Bench province");
        serve();
    }

    private void serve() {
        try {
            var builder = new ProcessBuilder(java(), "-Xmx2g", "-jar", jar().toString(), "serve")
                    .redirectErrorStream(true).redirectOutput(settings.work().resolve("server.log").toFile());
            builder.environment().putAll(environment);
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
    }

    private void awaitReady() {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready")).build();
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (System.nanoTime() < end && server.isAlive()) {
            try {
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (IOException e) {
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted", e);
            }
        }
        throw new BenchException("the server is not ready (log: " + settings.work().resolve("server.log") + ")");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it answers. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A client of its API. */
    public Api api() {
        return new Api(base());
    }

    /** Its admin. */
    public Staff admin() {
        return new Staff(api(), DemoClock.REAL, "admin", adminPassword);
    }

    /** The only value that a query of the database's owner finds. */
    public String query(String sql) {
        return postgres("psql", "bench", "-Atc", sql).strip();
    }

    private String postgres(String command, String... arguments) {
        var words = new java.util.ArrayList<>(List.of("bash",
                settings.root().resolve("build-tools/postgres.sh").toString(), command, cluster.toString()));
        words.addAll(List.of(arguments));
        return Command.run(settings.work().resolve("postgres-" + command + ".log"), Map.of(), "", words);
    }

    private void program(String input, String... arguments) {
        var words = new java.util.ArrayList<>(List.of(java(), "-jar", jar().toString()));
        words.addAll(List.of(arguments));
        Command.run(settings.work().resolve(arguments[0] + ".log"), environment, input, words);
    }

    private Path jar() {
        var jar = settings.root().resolve("backend/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new BenchException("the application is not built: ./run bench does that");
        }
        return jar;
    }

    private Path masterKey() {
        var file = settings.work().resolve("master.key");
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, secret() + secret(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.destroy();
            try {
                if (!server.waitFor(30, TimeUnit.SECONDS)) {
                    server.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                server.destroyForcibly();
            }
        }
        postgres("stop");
    }
}
