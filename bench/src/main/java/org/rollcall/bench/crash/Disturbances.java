package org.rollcall.bench.crash;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;
import org.rollcall.bench.server.Node;
import org.rollcall.bench.server.OwnServer;

/** What may happen to two nodes and their database while phones send. */
final class Disturbances implements AutoCloseable {

    private static final long FULL_MILLIS = 3_000;
    private static final int MOST_SEGMENTS = 200;
    private static final int STARTS = 20;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Settings settings;
    private final OwnServer server;
    private final Senders senders;
    private final TcpProxy network;
    private final Node second;
    private final long roundMillis;
    private final SplittableRandom random;

    Disturbances(Settings settings, OwnServer server, Senders senders) {
        this.settings = settings;
        this.server = server;
        this.senders = senders;
        this.roundMillis = settings.shortRun() ? 4_000 : 5_000;
        this.random = new SplittableRandom(settings.seed());
        this.network = new TcpProxy(Integer.parseInt(server.database().environment().get("ROLLCALL_DB_PORT")));
        this.second = server.another("second", Map.of("ROLLCALL_DB_PORT", String.valueOf(network.port())));
    }

    /** kill -9 of the only node, which is started again, as whatever watches over it does. */
    void killNode() {
        senders.send(List.of(server.node()), roundMillis, () -> {
            Node.pause(random.nextLong(200, roundMillis));
            server.node().kill();
            server.node().begin();
        });
    }

    /** The same while the apps of others send, whose messages go another way. */
    void killNodeUnderOthers() {
        Runnable kill = () -> {
            Node.pause(random.nextLong(200, roundMillis));
            server.node().kill();
            server.node().begin();
        };
        senders.sendByOwnTracks(List.of(server.node()), roundMillis, kill);
        senders.sendByOthers(List.of(server.node()), roundMillis, 0, kill);
    }

    /** kill -9 of the database, which is started again. */
    void killDatabase() {
        senders.send(List.of(server.node()), roundMillis, () -> {
            Node.pause(random.nextLong(200, roundMillis));
            server.database().crash();
            server.database().resume();
        });
    }

    void startSecond() {
        second.begin().awaitReady();
    }

    /** Two nodes take the same people's fixes, and one of them is killed and started again. */
    void killOneOfTwo() {
        senders.send(List.of(server.node(), second), roundMillis, () -> {
            Node.pause(random.nextLong(200, roundMillis));
            second.kill();
            second.begin();
        });
    }

    /** A node is asked to stop, answers what it has taken, ends, and is started again. */
    void stopOneOfTwo() {
        senders.send(List.of(server.node(), second), roundMillis, () -> {
            Node.pause(random.nextLong(200, roundMillis));
            second.close();
            second.begin();
        });
    }

    /** The connections of the second node to its database break, and none can be made. */
    void cutNetwork() {
        disturbNetwork(network::cut, network::heal);
    }

    /** Nothing comes through, and nobody is told; in the end connections break. */
    void swallow() {
        disturbNetwork(network::swallow, network::heal);
    }

    /** Nothing comes through, and nobody is ever told of the connections that there were. */
    void forget() {
        disturbNetwork(network::swallow, network::forget);
    }

    private void disturbNetwork(Runnable begin, Runnable end) {
        senders.send(List.of(server.node(), second), roundMillis, () -> {
            Node.pause(random.nextLong(200, roundMillis / 2));
            begin.run();
            Node.pause(roundMillis);
            end.run();
        });
    }

    /** The second node stands still, with what it has under way, and goes on. */
    void pause(Duration time) {
        senders.send(List.of(server.node(), second), time.toMillis() + roundMillis, () -> {
            Node.pause(random.nextLong(500, roundMillis / 2));
            second.signal("STOP");
            Node.pause(time.toMillis());
            second.signal("CONT");
        });
    }

    /**
     * The clock of a third node's machine jumps an hour ahead, two back, and is set right.
     *
     * @return whether the node said each time that it is not ready, and in the end that it is
     */
    boolean jump(SetClock clock) {
        var said = new boolean[]{true};
        try (var jumping = server.another("jumping", clock.environment())) {
            jumping.begin().awaitReady();
            senders.sendByOthers(List.of(server.node(), jumping), 2 * roundMillis, 0, () -> {
                for (var ahead : List.of(HOUR, HOUR.negated())) {
                    Node.pause(roundMillis / 2);
                    clock.set(ahead);
                    Node.pause(roundMillis / 2);
                    said[0] &= !jumping.ready();
                }
                clock.set(Duration.ZERO);
            });
            return said[0] && jumping.ready();
        }
    }

    /** The phones' own clocks are an hour ahead for a while, and right again. */
    void jumpOfPhones() {
        var nodes = List.of(server.node(), second);
        senders.sendByOthers(nodes, roundMillis / 2, HOUR.toMillis(), () -> {
        });
        senders.sendByOthers(nodes, roundMillis / 2, 0, () -> {
        });
    }

    /**
     * The disk under the database's log is full; some seconds later there is room, and the database is started again if it
     * has ended.
     *
     * @return whether it could be tried
     */
    boolean fillDisk() {
        var database = server.database();
        database.stop();
        Optional<SmallDisk> small = Optional.empty();
        try {
            small = SmallDisk.under(settings, database);
            database.resume();
            small.ifPresent(disk -> senders.send(List.of(server.node(), second), 2 * roundMillis, () -> fill(disk)));
        } finally {
            database.stop();
            small.ifPresent(SmallDisk::close);
            database.resume();
        }
        senders.await(List.of(server.node(), second));
        return small.isPresent();
    }

    private void fill(SmallDisk disk) {
        Node.pause(random.nextLong(200, roundMillis));
        disk.fill();
        boolean ended = false;
        for (int i = 0; i < MOST_SEGMENTS && !ended; i++) {
            // Files of the log that were made ahead are used up, which takes the load alone too long.
            ended = !usesUpSegment();
        }
        if (!ended) {
            throw new BenchException("the full disk did not show");
        }
        Node.pause(FULL_MILLIS);
        disk.free();
        watchOverDatabase();
    }

    /** Starts it again unless it comes back by itself, as whatever watches over it does. */
    private void watchOverDatabase() {
        for (int i = 0; i < STARTS; i++) {
            try {
                server.database().resume();
                return;
            } catch (BenchException e) {
                Node.pause(FULL_MILLIS / STARTS);
            }
        }
        throw new BenchException("the database does not start though its disk has room again");
    }

    private boolean usesUpSegment() {
        try {
            server.query("select pg_logical_emit_message(true, 'bench', 'x')");
            server.query("select pg_switch_wal()");
            return true;
        } catch (BenchException e) {
            return false;
        }
    }

    /** Phones that were offline for three hours upload all at once. */
    void backlog(int first, int phones) {
        senders.backlog(List.of(server.node(), second), first, phones);
    }

    @Override
    public void close() {
        second.close();
        network.close();
    }
}
