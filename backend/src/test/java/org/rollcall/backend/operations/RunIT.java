package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run} for real, with the packaged program: so after the package is built. */
class RunIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path scratch;

    private static String port;
    private static String management;
    private static Path home;
    private static Process running;
    private static Duration secondStart;
    private static String statusAfterFirstStop;

    @BeforeAll
    static void startAfreshStopAndStartAgain() throws IOException, InterruptedException {
        home = Script.root().resolve("backend/target/run-it");
        port = freePort();
        management = freePort();
        running = start("--reset");
        awaitReady(running);
        stop(running, "INT");
        statusAfterFirstStop = postgres().run("status", home.resolve("postgres").toString()).output();
        long began = System.nanoTime();
        running = start();
        awaitReady(running);
        secondStart = Duration.ofNanos(System.nanoTime() - began);
    }

    @AfterAll
    static void stopWhatRuns() throws IOException, InterruptedException {
        if (running.isAlive()) {
            stop(running, "TERM");
        }
    }

    @Test
    void interruptStopsServerAndDatabase() {
        assertThat(statusAfterFirstStop).startsWith("stopped");
    }

    @Test
    void secondStartIsReadyWithinFifteenSeconds() {
        assertThat(secondStart).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void readyServerSaysWhereEverythingIs() {
        assertThat(output()).contains("Rollcall is ready.", "http://127.0.0.1:" + port + "/api/v1",
                "http://127.0.0.1:" + management + "/q/swagger-ui", "http://127.0.0.1:" + management + "/q/health",
                "http://127.0.0.1:" + management + "/q/metrics", "demo.officer, password ", "TOKEN=$(curl")
                .doesNotContain("refused", "line ");
    }

    @Test
    void adminMadeByTheFirstStartSignsIn() throws IOException, InterruptedException {
        var admin = Files.readString(home.resolve("admin")).strip().split(" ");

        var answer = signIn(port, admin[0], admin[1]);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(Files.readString(home.resolve("server.log"))).doesNotContain(admin[1]);
    }

    @Test
    void secondRunBesideTheFirstIsRefusedInOneLine() throws IOException {
        var second = run().with("ROLLCALL_PORT", freePort()).with("ROLLCALL_MANAGEMENT_PORT", freePort()).run();

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.complaints()).singleElement().asString().contains("another ./run serves from");
        assertThat(running.isAlive()).isTrue();
    }

    @Test
    void nodeWhosePushesContradictThemselvesEndsWithOneClearLine() throws IOException, InterruptedException {
        var log = scratch.resolve("contradiction.log");

        var node = secondNode(freePort(), freePort(), log, Map.of("ROLLCALL_PUSH_CHANNEL", "fcm-loopback",
                "ROLLCALL_PUSH_LOOPBACK_ENDPOINT", "http://127.0.0.1:9", "ROLLCALL_PUSH_LOOPBACK_BEARER", "secret"));

        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(log)).filteredOn(line -> line.contains("ERROR")).singleElement().asString()
                .contains("rollcall.push.channel=fcm-loopback needs rollcall.push.fcm-project-id");
    }

    @Test
    void theWorkedExampleOfTheReadmeWorks() throws IOException, InterruptedException {
        var readme = Files.readString(Script.root().resolve("README.md"));
        var example = readme.substring(readme.indexOf("```sh\n") + 6,
                readme.indexOf("\n```", readme.indexOf("```sh\n")));
        var password = Files.readAllLines(home.resolve("demo-accounts")).get(0).split(" ")[1];
        var shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", example).redirectErrorStream(true)
                .redirectOutput(scratch.resolve("example").toFile());
        shell.environment().putAll(Map.of("ROLLCALL_PORT", port, "PASSWORD", password));

        int exit = shell.start().waitFor();

        var told = Files.readString(scratch.resolve("example"));
        assertThat(exit).as(told).isZero();
        assertThat(told).contains("\"code\":\"AREA_EXIT\"", "\"handling\":\"ACKNOWLEDGED\"");
    }

    @Test
    void requestUnderWayIsAnsweredBeforeTheNodeEnds() throws IOException, InterruptedException {
        var nodePort = freePort();
        var nodeManagement = freePort();
        var log = scratch.resolve("node.log");
        var node = secondNode(nodePort, nodeManagement, log, Map.of());
        try (var socket = connectWhenReady(node, nodePort, nodeManagement)) {
            signIn(nodePort, "nobody", "nothing-at-all");
            var body = "{\"login\": \"nobody\", \"password\": \"nothing-at-all\"}";
            var request = socket.getOutputStream();
            send(request, "POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body.substring(0, 10));
            node.toHandle().destroy();
            // The balancer is told first: not ready, and yet answering.
            await().atMost(PATIENCE).until(() -> status(nodeManagement, "/q/health/ready") == 503);
            assertThat(status(nodePort, "/api/v1/me")).isEqualTo(401);
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(log).contains("Waiting for HTTP requests to complete"));

            send(request, body.substring(10));

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // Whole, and then the connection ended: whether a header announced that is a race with the last response.
            assertThat(answer).startsWith("HTTP/1.1 401").endsWith("}");
            assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            node.destroyForcibly();
        }
    }

    /** Another node on the database that {@code ./run} serves from. */
    private static Process secondNode(String nodePort, String nodeManagement, Path log, Map<String, String> settings)
            throws IOException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                Script.root().resolve("backend/target/quarkus-app/quarkus-run.jar").toString(), "serve");
        postgres().run("env", home.resolve("postgres").toString()).output().lines()
                .forEach(line -> builder.environment()
                        .put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        builder.environment().putAll(Map.of("ROLLCALL_PORT", nodePort, "ROLLCALL_MANAGEMENT_PORT", nodeManagement,
                "ROLLCALL_MASTER_KEY_FILE", home.resolve("master.key").toString(), "ROLLCALL_SHUTDOWN_DELAY", "2s"));
        builder.environment().putAll(settings);
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static Socket connectWhenReady(Process node, String nodePort, String nodeManagement) throws IOException {
        await().atMost(PATIENCE).until(() -> {
            assertThat(node.isAlive()).isTrue();
            return status(nodeManagement, "/q/health/ready") == 200;
        });
        return new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(nodePort));
    }

    private static HttpResponse<String> signIn(String port, String login, String password)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
                + "/api/v1/sessions")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"login\": \"" + login + "\", \"password\": \"" + password + "\"}"))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int status(String port, String path) throws InterruptedException {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Script run() {
        return Script.of("run", scratch).with("ROLLCALL_HOME", home.toString()).with("ROLLCALL_NO_BUILD", "1")
                .with("ROLLCALL_PORT", port).with("ROLLCALL_MANAGEMENT_PORT", management);
    }

    private static Script postgres() {
        return Script.of("build-tools/postgres.sh", scratch);
    }

    private static Process start(String... arguments) throws IOException {
        return run().builder(arguments).redirectErrorStream(true).redirectOutput(scratch.resolve("output").toFile())
                .start();
    }

    private static String output() {
        try {
            return Files.readString(scratch.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive()).as(output()).isTrue();
            return output().contains("Ctrl-C stops");
        });
    }

    private static void stop(Process process, String signal) throws IOException, InterruptedException {
        signal(process.toHandle(), signal);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("stopped by " + signal).isTrue();
    }

    private static void signal(ProcessHandle process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).inheritIO().start().waitFor();
    }

    private static void send(OutputStream request, String text) throws IOException {
        request.write(text.getBytes(StandardCharsets.US_ASCII));
        request.flush();
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
