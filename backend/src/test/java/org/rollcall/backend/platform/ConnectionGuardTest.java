package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Against a server of Vert.x as the application has one, byte by byte. Not against the application as tests start it: there
 * a class loader keeps Netty from finding what belongs to the application, which the packaged one does not.
 */
class ConnectionGuardTest {

    private static final String PATH = "/";
    private static final String SOMEBODY = "127.0.0.9";

    private final GuardedConnections.Limits usual = GuardedConnections.limits();

    private static Vertx vertx;
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        server = get(vertx
                .createHttpServer(new HttpServerOptions().setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(request -> request.bodyHandler(body -> request.response()
                        .setStatusCode(request.method().name().equals("POST") ? 400 : 401).end("{}")))
                .listen(0, "127.0.0.1"));
    }

    @AfterAll
    static void stop() throws Exception {
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void usualLimits() {
        GuardedConnections.use(usual);
    }

    @Test
    void whoLetsTheLinesOfAHeadDripIsToldAndCutOff() throws IOException {
        double before = GuardedConnections.tooSlow();
        try (var socket = open("127.0.0.1")) {
            write(socket, "GET " + PATH + " HTTP/1.1\r\nHost: x\r\nX-Long: ");
            await().atMost(Duration.ofSeconds(10)).until(() -> GuardedConnections.open() > 0);
            for (int i = 0; i < 5; i++) {
                write(socket, "a\r\nX-" + i + ": ");
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                GuardedConnections.endSlow(System.nanoTime() + Duration.ofSeconds(21).toNanos());
                return GuardedConnections.tooSlow() > before;
            });

            assertThat(all(socket)).startsWith("HTTP/1.1 408 ").doesNotContain("Exception");
        }
    }

    @Test
    void whoIsBetweenTwoRequestsOrSendsABodyIsNotCutOff() throws IOException {
        try (var idle = open("127.0.0.1"); var sending = open("127.0.0.1")) {
            write(idle, "GET " + PATH + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(some(idle)).startsWith("HTTP/1.1 401 ");
            write(sending, "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2\r\n\r\n{");
            await().during(Duration.ofMillis(300)).until(() -> true);

            GuardedConnections.endSlow(System.nanoTime() + Duration.ofSeconds(21).toNanos());

            write(sending, "}");
            assertThat(some(sending)).startsWith("HTTP/1.1 400 ");
            write(idle, "GET " + PATH + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(some(idle)).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void anAddressHoldsSoManyConnectionsAndNoMoreAndOthersGoOn() throws IOException {
        GuardedConnections.use(new GuardedConnections.Limits(Duration.ofSeconds(20), 10, Set.of("127.0.0.1")));
        double before = GuardedConnections.tooMany();
        var held = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 10; i++) {
                held.add(open(SOMEBODY));
                write(held.get(i), "GET " + PATH + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(some(held.get(i))).startsWith("HTTP/1.1 401 ");
            }
            try (var more = open(SOMEBODY)) {
                assertThat(all(more)).isEmpty();
            }
            assertThat(GuardedConnections.tooMany()).isEqualTo(before + 1);
            try (var other = open("127.0.0.10")) {
                write(other, "GET " + PATH + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertThat(all(other)).startsWith("HTTP/1.1 401 ");
            }
            for (int i = 0; i < 15; i++) {
                held.add(open("127.0.0.1"));
            }
            assertThat(GuardedConnections.tooMany()).as("a balancer").isEqualTo(before + 1);
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            try (var again = open(SOMEBODY)) {
                write(again, "GET " + PATH + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertThat(all(again)).startsWith("HTTP/1.1 401 ");
            }
        });
    }

    private Socket open(String from) throws IOException {
        var socket = new Socket(InetAddress.getByName("127.0.0.1"), server.actualPort(), InetAddress.getByName(from),
                0);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String some(Socket socket) throws IOException {
        var bytes = new byte[4_096];
        int read = socket.getInputStream().read(bytes);
        return new String(bytes, 0, Math.max(read, 0), StandardCharsets.ISO_8859_1);
    }

    private static String all(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "";
        }
    }
}
