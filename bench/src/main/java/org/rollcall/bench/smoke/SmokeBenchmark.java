package org.rollcall.bench.smoke;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.rollcall.bench.Benchmark;
import org.rollcall.bench.Report;
import org.rollcall.bench.Settings;
import org.rollcall.bench.Table;
import org.rollcall.bench.Target;
import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.server.Population;

/**
 * Single fixes of Traccar clients through the whole way: HTTP, credential, rules, judgement, commit, answer. Load
 * generator, server and database share the machine. What was acknowledged is counted in the database afterwards.
 */
public final class SmokeBenchmark implements Benchmark {

    private static final int PEOPLE = 200;
    private static final int CONNECTIONS = 32;
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
        try (var server = OwnServer.start(settings, Map.of())) {
            settings.say("people with phones");
            var phones = Population.in(server, homeArea()).phones(PEOPLE);
            settings.say("warming up");
            var warmUp = new Load(server.base(), phones, settings.seed());
            warmUp.run(CONNECTIONS, Duration.ofSeconds(10));
            settings.say("measuring for " + duration.toSeconds() + " s");
            var load = new Load(server.base(), phones, settings.seed() + 1);
            long began = System.nanoTime();
            load.run(CONNECTIONS, duration);
            double seconds = (System.nanoTime() - began) / 1e9;
            long stored = Long.parseLong(server.query("select count(*) from fix"));
            return report(load, seconds, warmUp.acknowledged() + load.acknowledged() - stored);
        }
    }

    private static Report report(Load load, double seconds, long lost) {
        double rate = load.acknowledged() / seconds;
        var table = new Table("Single fixes, " + PEOPLE + " people, " + CONNECTIONS + " kept connections", "what",
                "figure").row("fixes a second", rate).row("p50, ms", load.latencyMillis(50))
                .row("p99, ms", load.latencyMillis(99)).row("acknowledged", load.acknowledged())
                .row("not acknowledged, by status", load.refused()).row("acknowledged but not stored", lost);
        return new Report(List.of(table), List.of("a closed loop: figures are of a first look, not of capacity"),
                List.of(Target.atLeast("smoke-fixes-a-second", rate, PEER_A_SECOND, ""),
                        Target.atMost("smoke-lost", Math.abs(lost), 0, "")));
    }

    private static Map<String, Object> homeArea() {
        return Map.of("type", "FeatureCollection", "features",
                List.of(Map.of("type", "Feature", "properties",
                        Map.of("code", "BENCH-HOME", "name", "Home", "radiusMetres", 20_000), "geometry",
                        Map.of("type", "Point", "coordinates", List.of(Load.LON, Load.LAT)))));
    }
}
