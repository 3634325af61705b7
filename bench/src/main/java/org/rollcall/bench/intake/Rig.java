package org.rollcall.bench.intake;

import java.util.List;
import java.util.Map;

import org.rollcall.bench.Settings;
import org.rollcall.bench.ceiling.CeilingProcess;
import org.rollcall.bench.load.LoadProcess;
import org.rollcall.bench.load.Order;
import org.rollcall.bench.load.Traffic;
import org.rollcall.bench.server.Crowd;
import org.rollcall.bench.server.Node;
import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.server.PhoneKey;
import org.rollcall.bench.server.Processors;
import org.rollcall.bench.world.World;

/** Server, ceiling and generator, each a process, and the people. */
final class Rig implements AutoCloseable {

    private static final String CEILING = "ceiling";
    private static final int SIGN_IN_CONNECTIONS = 32;

    private final Settings settings;
    private final OwnServer server;
    private final CeilingProcess ceiling;
    private final LoadProcess load;
    private final int each;

    private Rig(Settings settings, OwnServer server, CeilingProcess ceiling, LoadProcess load, int each) {
        this.settings = settings;
        this.server = server;
        this.ceiling = ceiling;
        this.load = load;
        this.each = each;
    }

    /**
     * Starts all of it.
     *
     * @param each how many people with each kind of client
     * @param othersToo whether there are people with clients of others
     */
    static Rig start(Settings settings, int each, boolean othersToo) {
        var key = PhoneKey.make();
        var server = OwnServer.start(settings, Map.of(), options(settings));
        try {
            new Crowd(settings, server, new World(settings.seed()), key)
                    .settle(othersToo ? List.of(each, each, each) : List.of(each, 0, 0));
            server.database().create(CEILING);
            var ceiling = CeilingProcess.start(settings, Node.freePort(), server.database().environment(CEILING));
            return new Rig(settings, server, ceiling, LoadProcess.start(settings, key.pair()), each);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Memory as in the operations guide; ROLLCALL_BENCH_JVM adds options, for a profile. */
    private static List<String> options(Settings settings) {
        var more = System.getenv("ROLLCALL_BENCH_JVM");
        var options = new java.util.ArrayList<>(List.of("-Xmx2g"));
        if (more != null) {
            settings.say("with " + more);
            options.addAll(List.of(more.split(" ")));
        }
        return options;
    }

    /** Gives all phones with our own client tokens: they last a quarter of an hour. */
    void signIn() {
        settings.say("phones get their tokens");
        var result = load.fire(Order.closed(server.node().port(), Traffic.SESSION, 0, each, SIGN_IN_CONNECTIONS, 0));
        if (result.acknowledged() != each) {
            throw new org.rollcall.bench.BenchException("some phones got no token: " + result.refusals());
        }
    }

    /** An order to our server: everybody with that kind of client, in a closed loop over kept connections. */
    Order ours(Traffic traffic, int connections, long millis) {
        int first = switch (traffic) {
            case OWNTRACKS -> each;
            case TRACCAR -> 2 * each;
            default -> 0;
        };
        return Order.closed(server.node().port(), traffic, first, each, connections, millis);
    }

    /** The same to the ceiling. */
    Order ceilings(Order ours) {
        return new Order(List.of(ceiling.port()), ours.traffic().ceiling(), ours.firstPerson(), ours.people(),
                ours.connections(), ours.keepAlive(), ours.rate(), ours.millis(), 1, false, 0, "-");
    }

    /** Carries out an order and says what it cost. */
    Round measure(Order order) {
        boolean isOurs = order.ports().contains(server.node().port());
        return Round.of(server, isOurs ? server.node().pid() : ceiling.pid(), () -> load.fire(order));
    }

    /** What the server's compilers have used of the processors. */
    double compilerSeconds() {
        return Processors.compilerSeconds(server.node().pid());
    }

    OwnServer server() {
        return server;
    }

    /** How many fixes the ceiling has stored. */
    long ceilingStored() {
        return Long.parseLong(server.database().query(CEILING, "select count(*) from fix"));
    }

    @Override
    public void close() {
        load.close();
        ceiling.close();
        server.close();
    }
}
