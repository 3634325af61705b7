package org.rollcall.bench.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import org.rollcall.bench.Settings;
import org.rollcall.bench.load.LoadProcess;
import org.rollcall.bench.load.Order;
import org.rollcall.bench.load.Result;
import org.rollcall.bench.load.Traffic;
import org.rollcall.bench.server.Node;
import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.server.Processors;

/** What may happen to two nodes and their database while phones send. */
final class Disturbances implements AutoCloseable {

    private static final int CONNECTIONS = 32;
    private static final int MOST_REPEATS = 5;
    private static final long ROUND_MILLIS = 5_000;

    private final Settings settings;
    private final OwnServer server;
    private final LoadProcess load;
    private final Ledger ledger;
    private final TcpProxy network;
    private final Node second;
    private final int people;
    private final SplittableRandom random;
    private final List<Path> journals = new ArrayList<>();
    private double mostMebibytes;

    Disturbances(Settings settings, OwnServer server, LoadProcess load, Ledger ledger, int people) {
        this.settings = settings;
        this.server = server;
        this.load = load;
        this.ledger = ledger;
        this.people = people;
        this.random = new SplittableRandom(settings.seed());
        this.network = new TcpProxy(Integer.parseInt(server.database().environment().get("ROLLCALL_DB_PORT")));
        this.second = server.another("second", Map.of("ROLLCALL_DB_PORT", String.valueOf(network.port())));
    }

    /** kill -9 of the only node, which is started again. */
    void killNode() {
        underLoad(List.of(server.node()), ROUND_MILLIS, () -> {
            Node.pause(random.nextLong(200, ROUND_MILLIS));
            server.node().kill();
            server.node().begin();
        });
    }

    /** kill -9 of the database, which is started again. */
    void killDatabase() {
        underLoad(List.of(server.node()), ROUND_MILLIS, () -> {
            Node.pause(random.nextLong(200, ROUND_MILLIS));
            server.database().crash();
            server.database().resume();
        });
    }

    void startSecond() {
        second.begin().awaitReady();
    }

    /** Two nodes take the same people's fixes, and one of them is killed. */
    void killOneOfTwo() {
        underLoad(List.of(server.node(), second), ROUND_MILLIS, () -> {
            Node.pause(random.nextLong(200, ROUND_MILLIS));
            second.kill();
        });
        startSecond();
    }

    /** The second node's database is out of reach, first with connections that break, then with silence. */
    void cutNetwork(boolean silently) {
        underLoad(List.of(server.node(), second), ROUND_MILLIS, () -> {
            Node.pause(random.nextLong(200, ROUND_MILLIS / 2));
            if (silently) {
                network.swallow();
            } else {
                network.cut();
            }
            Node.pause(ROUND_MILLIS);
            network.heal();
        });
    }

    /** The second node stands still, with what it has under way, and goes on. */
    void pause(Duration time) {
        underLoad(List.of(server.node(), second), time.toMillis() + ROUND_MILLIS, () -> {
            Node.pause(random.nextLong(500, ROUND_MILLIS / 2));
            second.signal("STOP");
            Node.pause(time.toMillis());
            second.signal("CONT");
        });
    }

    /** A node joins whose clock is an hour behind; whether it says that it is ready. */
    boolean wrongClock() {
        var now = Instant.now();
        try (var wrong = server.another("wrong-clock", Map.of("ROLLCALL_DEMO_REAL_FROM", now.toString(),
                "ROLLCALL_DEMO_SHOWN_FROM", now.minusSeconds(3_600).toString()))) {
            wrong.begin();
            for (int i = 0; i < 300 && !wrong.listens(); i++) {
                Node.pause(100);
            }
            boolean ready = wrong.ready();
            underLoad(List.of(server.node(), wrong), ROUND_MILLIS, () -> Node.pause(1));
            return ready;
        }
    }

    /** Phones that were offline for three hours upload all at once. */
    Result backlog(int first, int phones) {
        signIn(first, phones);
        var order = Order.closed(server.node().port(), Traffic.NATIVE_50, first, phones, 4 * CONNECTIONS, 1_800_000)
                .backlog(Duration.ofMinutes(200).toMillis());
        return send(order.stubborn(1, journal().toString()).to(ports(List.of(server.node(), second))), () -> {
        });
    }

    void signIn(int first, int phones) {
        load.fire(Order.closed(server.node().port(), Traffic.SESSION, first, phones, CONNECTIONS, 0));
    }

    private void underLoad(List<Node> nodes, long millis, Runnable disturbance) {
        var order = Order.closed(server.node().port(), Traffic.NATIVE_1, 0, people, CONNECTIONS, millis)
                .to(ports(nodes)).stubborn(MOST_REPEATS, journal().toString());
        send(order, disturbance);
    }

    private Result send(Order order, Runnable disturbance) {
        var sending = CompletableFuture.supplyAsync(() -> load.fire(order));
        disturbance.run();
        while (!sending.isDone()) {
            mostMebibytes = Math.max(mostMebibytes, Processors.residentMebibytes(server.node().pid()));
            Node.pause(200);
        }
        var result = sending.join();
        ledger.add(journals.get(journals.size() - 1));
        return result;
    }

    private Path journal() {
        journals.add(settings.work().resolve("journal-" + journals.size() + ".txt"));
        return journals.get(journals.size() - 1);
    }

    private static List<Integer> ports(List<Node> nodes) {
        return nodes.stream().map(Node::port).toList();
    }

    /** The most that the first node held in memory. */
    double mostMebibytes() {
        return mostMebibytes;
    }

    @Override
    public void close() {
        second.close();
        network.close();
    }
}
