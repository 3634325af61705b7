package org.rollcall.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.bench.world.World;

class DriverTest {

    private static final World WORLD = new World(1);

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void closedLoopCountsWhatIsAnswered200() throws IOException {
        answer(n -> n % 2 == 0 ? 200 : 503);

        var result = run(order(200));

        assertThat(result.acknowledged() + result.refused()).isEqualTo(asked.get());
        assertThat(result.refusals()).containsOnlyKeys(503);
        assertThat(result.fixes()).isEqualTo(result.acknowledged());
        assertThat(result.acknowledged()).isPositive();
    }

    @Test
    void newConnectionForEachRequestWorksAsWell() throws IOException {
        answer(n -> 200);

        var result = run(order(200).withNewConnections());

        assertThat(result.acknowledged()).isEqualTo(asked.get()).isPositive();
    }

    @Test
    void openLoopCountsFromWhenARequestWasDue() throws IOException {
        var stalled = new CountDownLatch(1);
        var stalls = new AtomicBoolean();
        answer(n -> {
            if (stalls.getAndSet(false)) {
                stalled.await(300, TimeUnit.MILLISECONDS); // everybody behind it waits
            }
            return 200;
        });
        run(order(500)); // makes the people's tracks and compiles
        stalls.set(true);
        var one = new Order(order(500).ports(), Traffic.CEILING_1, 0, 10, 1, true, 0, 500, 1, false, 0, "-");

        var result = run(one.open(100, 1));

        // How many are answered is the machine's affair; from when they count is ours.
        assertThat(result.acknowledged()).isGreaterThan(2);
        assertThat(result.millis(75)).as("many had come while it stalled").isGreaterThan(100);
    }

    @Test
    void stubbornPhonesSendAgainUntilAllIsTakenAndWriteItDown(@TempDir Path scratch) throws IOException {
        answer(n -> n <= 5 ? 503 : 200);
        var journal = scratch.resolve("journal");
        var order = order(100).stubborn(3, journal.toString());

        try (var stubborn = new StubbornFixes(new FreshFixes(phones(order), order, System.nanoTime() + 100_000_000),
                order, 1)) {
            var result = new Driver(stubborn, order).run();
            assertThat(result.refusals()).containsEntry(503, 5L);
            assertThat(result.acknowledged()).isEqualTo(asked.get() - 5L);
        }
        assertThat(Files.readAllLines(journal)).hasSize(asked.get() - 5);
    }

    private interface Answer {
        int to(int number) throws InterruptedException;
    }

    private void answer(Answer answer) {
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(answer.to(asked.incrementAndGet()), 2);
                exchange.getResponseBody().write(new byte[]{'{', '}'});
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Order order(long millis) {
        return Order.closed(server.getAddress().getPort(), Traffic.CEILING_1, 0, 10, 4, millis);
    }

    private static Phones phones(Order order) {
        var phones = new Phones(WORLD);
        phones.reach(order.people());
        return phones;
    }

    private static Result run(Order order) throws IOException {
        return new Driver(new FreshFixes(phones(order), order, System.nanoTime() + order.millis() * 1_000_000), order)
                .run();
    }
}
