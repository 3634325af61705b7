package org.rollcall.bench.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.rollcall.bench.Settings;
import org.rollcall.bench.load.LoadProcess;
import org.rollcall.bench.load.Order;
import org.rollcall.bench.load.Traffic;
import org.rollcall.bench.server.Node;
import org.rollcall.bench.server.Processors;

/**
 * The phones that send all the while: each request one to five times, in random order, and again until it is taken. Meanwhile
 * it is watched how much memory the nodes hold, and how soon they are ready again.
 */
final class Senders {

    private static final int CONNECTIONS = 128;
    private static final int MOST_REPEATS = 5;
    private static final long BACKLOG_MINUTES = 200;
    private static final long LOOK_MILLIS = 200;

    private final Settings settings;
    private final LoadProcess load;
    private final Ledger ledger;
    private final int people;
    private final int firstOther;
    private final Map<Node, Double> mebibytes = new HashMap<>();
    private int journals;
    private long givenUp;
    private double slowest;

    /**
     * @param people how many phones of our own, from number 0
     * @param firstOther the first of as many phones with OwnTracks, after whom as many with Traccar Client come
     */
    Senders(Settings settings, LoadProcess load, Ledger ledger, int people, int firstOther) {
        this.settings = settings;
        this.load = load;
        this.ledger = ledger;
        this.people = people;
        this.firstOther = firstOther;
    }

    /** Phones of our own send to these nodes, and that happens meanwhile. Ends when all is taken and the nodes are ready. */
    void send(List<Node> nodes, long millis, Runnable disturbance) {
        send(nodes, Order.closed(nodes.get(0).port(), Traffic.NATIVE_1, 0, people, CONNECTIONS, millis), MOST_REPEATS,
                disturbance);
    }

    /** Those of Traccar Client do the same, with a clock that is so much ahead. */
    void sendByOthers(List<Node> nodes, long millis, long aheadMillis, Runnable disturbance) {
        send(nodes, Order.closed(nodes.get(0).port(), Traffic.TRACCAR, firstOther + people, people, CONNECTIONS, millis)
                .backlog(-aheadMillis), MOST_REPEATS, disturbance);
    }

    /** Those of OwnTracks do the same. */
    void sendByOwnTracks(List<Node> nodes, long millis, Runnable disturbance) {
        send(nodes, Order.closed(nodes.get(0).port(), Traffic.OWNTRACKS, firstOther, people, CONNECTIONS, millis),
                MOST_REPEATS, disturbance);
    }

    /** Phones that were offline for three hours send what they have. */
    void backlog(List<Node> nodes, int first, int phones) {
        signIn(nodes.get(0), first, phones);
        send(nodes, Order.closed(nodes.get(0).port(), Traffic.NATIVE_50, first, phones, CONNECTIONS, 1_800_000)
                .backlog(Duration.ofMinutes(BACKLOG_MINUTES).toMillis()), 1, () -> {
                });
    }

    void signIn(Node node) {
        signIn(node, 0, people);
    }

    private void signIn(Node node, int first, int phones) {
        load.fire(Order.closed(node.port(), Traffic.SESSION, first, phones, CONNECTIONS, 0));
    }

    private void send(List<Node> nodes, Order order, int repeats, Runnable disturbance) {
        var journal = settings.work().resolve("journal-" + journals++ + ".txt");
        var stubborn = order.to(new ArrayList<>(nodes.stream().map(Node::port).toList())).stubborn(repeats,
                journal.toString());
        var sending = CompletableFuture.supplyAsync(() -> load.fire(stubborn));
        disturbance.run();
        long since = System.nanoTime();
        boolean ready = false;
        while (!sending.isDone()) {
            watch(nodes);
            if (!ready && nodes.stream().allMatch(Node::ready)) {
                ready = true;
                slowest = Math.max(slowest, (System.nanoTime() - since) / 1e9);
            }
            Node.pause(LOOK_MILLIS);
        }
        givenUp += sending.join().givenUp();
        if (!ready) {
            await(nodes);
            slowest = Math.max(slowest, (System.nanoTime() - since) / 1e9);
        }
        ledger.add(journal);
    }

    private void watch(List<Node> nodes) {
        nodes.forEach(node -> mebibytes.merge(node, Processors.residentMebibytes(node.pid()), Math::max));
    }

    void await(List<Node> nodes) {
        nodes.forEach(Node::awaitReady);
    }

    /** The most that a node held in memory. */
    double mostMebibytes() {
        return mebibytes.values().stream().mapToDouble(Double::doubleValue).filter(each -> !Double.isNaN(each)).max()
                .orElse(Double.NaN);
    }

    /** How many requests were never taken. */
    long givenUp() {
        return givenUp;
    }

    /** The longest that it took from the end of a disturbance until all nodes were ready, since it was asked last. */
    double slowestSeconds() {
        double was = slowest;
        slowest = 0;
        return was;
    }
}
