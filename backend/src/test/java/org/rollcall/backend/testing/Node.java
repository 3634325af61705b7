package org.rollcall.backend.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/** The packaged program in a process of its own, on ports of its own. */
public final class Node implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;
    private final int management;
    private final Path log;

    private Node(Process process, int port, int management, Path log) {
        this.process = process;
        this.port = port;
        this.management = management;
        this.log = log;
    }

    /**
     * Starts one and waits for nothing.
     *
     * @param settings its environment: the database, the file of the master key, and whatever else
     * @param log what it says is added there
     */
    public static Node start(Map<String, String> settings, Path log) throws IOException {
        return start(Path.of(System.getProperty("java.home")), settings, log);
    }

    /** The same on the JDK that has its home there. */
    public static Node start(Path javaHome, Map<String, String> settings, Path log) throws IOException {
        int port = Ports.free();
        int management = Ports.free();
        var builder = new ProcessBuilder(javaHome.resolve("bin/java").toString(), "-Xmx512m",
                "-jar", Checkout.resolve("backend/target/quarkus-app/quarkus-run.jar").toString(), "serve");
        builder.environment().putAll(Map.of("ROLLCALL_PORT", String.valueOf(port), "ROLLCALL_MANAGEMENT_PORT",
                String.valueOf(management)));
        builder.environment().putAll(settings);
        var process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        return new Node(process, port, management, log);
    }

    /** This node, once it is ready. */
    public Node ready() {
        await().atMost(PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the node ended: " + log);
            }
            return managementStatus("/q/health/ready") == 200;
        });
        return this;
    }

    /** The process it runs in. */
    public Process process() {
        return process;
    }

    /** The port of its API. */
    public int port() {
        return port;
    }

    /** Where something of its API is. */
    public URI uri(String path) {
        return uri(port, path);
    }

    /** What it answers to a look at something of its API; 0 for nothing. */
    public int status(String path) throws InterruptedException {
        return status(uri(port, path));
    }

    /** The same on the management port. */
    public int managementStatus(String path) throws InterruptedException {
        return status(uri(management, path));
    }

    /** The value of that metric, as it is written with its tags; empty where the node does not serve it. */
    public OptionalDouble metric(String name) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri(management, "/q/metrics")).build(),
                HttpResponse.BodyHandlers.ofLines()).body().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int status(URI uri) throws InterruptedException {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
