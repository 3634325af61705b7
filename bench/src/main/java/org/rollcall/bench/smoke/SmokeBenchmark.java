package org.rollcall.bench.smoke;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.rollcall.bench.Benchmark;
import org.rollcall.bench.Report;
import org.rollcall.bench.Settings;
import org.rollcall.bench.Table;
import org.rollcall.bench.Target;
import org.rollcall.bench.load.LoadProcess;
import org.rollcall.bench.load.Order;
import org.rollcall.bench.load.Result;
import org.rollcall.bench.load.Traffic;
import org.rollcall.bench.server.Crowd;
import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.server.PhoneKey;
import org.rollcall.bench.world.World;

/**
 * Single fixes of Traccar clients through the whole way: HTTP, credential, rules, judgement, commit, answer. Load
 * generator, server and database share the machine. What was acknowledged is counted in the database afterwards.
 */
public final class SmokeBenchmark implements Benchmark {

    private static final int PEOPLE = 1_000;
    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    /** The best that Traccar 6.14.5 did on such a machine, one fix a request over kept connections. */
    private static final double PEER_A_SECOND = 1_490;

    @Override
    public String name() {
        return "smoke";
    }

    @Override
    public String summary() {
        return "fixes a second through the whole way, and whether each acknowledged one is stored";
    }

    @Override
    public Report run(Settings settings) {
        var duration = Duration.ofSeconds(settings.shortRun() ? 20 : 60);
        var key = PhoneKey.make();
        try (var server = OwnServer.start(settings, Map.of(), List.of("-Xmx2g"))) {
            new Crowd(settings, server, new World(settings.seed()), key).settle(List.of(0, 0, PEOPLE));
            try (var load = LoadProcess.start(settings, key.pair())) {
                settings.say("warming up for " + WARM_UP.toSeconds() + " s");
                var warmUp = load.fire(order(server, WARM_UP));
                settings.say("measuring for " + duration.toSeconds() + " s");
                var result = load.fire(order(server, duration));
                long stored = Long.parseLong(server.query("select count(*) from fix"));
                return report(result, warmUp.fixes() + result.fixes() - stored);
            }
        }
    }

    private static Order order(OwnServer server, Duration duration) {
        return Order.closed(server.node().port(), Traffic.TRACCAR, 0, PEOPLE, CONNECTIONS, duration.toMillis());
    }

    private static Report report(Result result, long lost) {
        var table = new Table("Single fixes, " + PEOPLE + " people, " + CONNECTIONS + " kept connections", "what",
                "figure").row("fixes a second", result.fixesASecond()).row("p50, ms", result.millis(50))
                .row("p99, ms", result.millis(99)).row("acknowledged", result.acknowledged())
                .row("not acknowledged", result.refused()).row("acknowledged but not stored", lost);
        return new Report(List.of(table), List.of("a closed loop: figures are of a first look, not of capacity"),
                List.of(Target.atLeast("smoke-fixes-a-second", result.fixesASecond(), PEER_A_SECOND, ""),
                        Target.atMost("smoke-lost", Math.abs(lost), 0, "")));
    }
}
