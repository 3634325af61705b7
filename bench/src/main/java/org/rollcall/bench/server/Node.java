package org.rollcall.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;

/** A process of the built application. It keeps its ports when it is started again. */
public final class Node implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Settings settings;
    private final String name;
    private final Map<String, String> environment;
    private final List<String> options;
    private final int port = freePort();
    private final int managementPort = freePort();
    private Process process;

    /**
     * A node that is not started yet.
     *
     * @param environment with the settings of the database
     * @param options of its JVM
     */
    public Node(Settings settings, String name, Map<String, String> environment, List<String> options) {
        this.settings = settings;
        this.name = name;
        this.environment = new HashMap<>(environment);
        this.environment.put("ROLLCALL_PORT", String.valueOf(port));
        this.environment.put("ROLLCALL_MANAGEMENT_PORT", String.valueOf(managementPort));
        this.options = List.copyOf(options);
    }

    /** Runs a command of the application that ends by itself. */
    public static void command(Settings settings, Map<String, String> environment, String input, String... arguments) {
        var words = new ArrayList<>(List.of(java(), "-jar", jar(settings).toString()));
        words.addAll(List.of(arguments));
        Command.run(settings.work().resolve(arguments[0] + ".log"), environment, input, words);
    }

    /** Starts it, without waiting. */
    public Node begin() {
        try {
            var words = new ArrayList<>(List.of(java()));
            words.addAll(options);
            words.addAll(List.of("-jar", jar(settings).toString(), "serve"));
            var log = settings.work().resolve(name + ".log").toFile();
            var builder = new ProcessBuilder(words).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
            builder.environment().putAll(environment);
            process = builder.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says that it is ready. */
    public Node awaitReady() {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (ready()) {
                return this;
            }
            pause(100);
        }
        throw new BenchException("the server is not ready (log: " + settings.work().resolve(name + ".log") + ")");
    }

    /** Whether it says that it is ready. */
    public boolean ready() {
        try {
            return HTTP.send(request("/q/health/ready"), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** Whether it answers at all. */
    public boolean listens() {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The sum of a metric over its labels, of the lines that hold a word. */
    public double metric(String metric, String word) {
        try {
            return HTTP.send(request("/q/metrics"), BodyHandlers.ofString()).body().lines()
                    .filter(line -> line.startsWith(metric) && line.contains(word))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(10)).build();
    }

    public int port() {
        return port;
    }

    /** Where its API answers. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public long pid() {
        return process.pid();
    }

    /** kill -9; waits until it is gone. */
    public void kill() {
        signal("KILL");
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a signal, to this process alone. */
    public void signal(String signal) {
        Command.run(settings.work().resolve("kill.log"), Map.of(), "",
                List.of("kill", "-" + signal, String.valueOf(process.pid())));
    }

    static Path jar(Settings settings) {
        var jar = settings.root().resolve("backend/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new BenchException("the application is not built: ./run bench does that");
        }
        return jar;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A port that nobody listens on. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits, so that something has time to happen. */
    public static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (process == null || !process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
