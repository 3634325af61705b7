package org.rollcall.bench.latency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.rollcall.bench.Benchmark;
import org.rollcall.bench.Report;
import org.rollcall.bench.Settings;
import org.rollcall.bench.Statistics;
import org.rollcall.bench.Table;
import org.rollcall.bench.Target;
import org.rollcall.bench.load.LoadProcess;
import org.rollcall.bench.load.Order;
import org.rollcall.bench.load.Result;
import org.rollcall.bench.load.Traffic;
import org.rollcall.bench.server.Crowd;
import org.rollcall.bench.server.Node;
import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.server.PhoneKey;
import org.rollcall.bench.world.World;

/** From sending the fix that completes a hold-down to the push's request at FCM, while others send half of full load. */
public final class LatencyBenchmark implements Benchmark {

    private static final int PEOPLE = 10_000;
    private static final int CONNECTIONS = 256;
    private static final int MOST_OPEN = 2_000;
    private static final long PAUSE_MILLIS = 100;
    private static final String OPENED = "select a.id, a.supervisee_id, (extract(epoch from e.at) * 1000)::bigint"
            + " from alert a join alert_entry e on e.alert_id = a.id and e.kind = 'OPENED' where a.code = 'AREA_EXIT'";

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String summary() {
        return "from the fix that completes a hold-down to the push leaving, at half of full load";
    }

    @Override
    public Report run(Settings settings) {
        int leavers = settings.shortRun() ? 120 : 600;
        var world = new World(settings.seed());
        var key = PhoneKey.make();
        try (var pushes = new PushSink();
                var server = OwnServer.start(settings, Map.of("ROLLCALL_PUSH_CHANNEL",
                        "fcm-loopback", "ROLLCALL_PUSH_FCM_PROJECT_ID", "bench", "ROLLCALL_PUSH_LOOPBACK_ENDPOINT",
                        pushes.endpoint().toString(), "ROLLCALL_PUSH_LOOPBACK_BEARER", "none"));
                var load = LoadProcess.start(settings, key.pair())) {
            var population = new Crowd(settings, server, world, key).settle(List.of(0, 0, PEOPLE + leavers));
            population.officer().put("/api/v1/me/registrations",
                    Map.of("kind", "FCM_TOKEN", "value", "bench-officer-phone"));
            settings.say("full load, to know what half of it is");
            var order = Order.closed(server.node().port(), Traffic.TRACCAR, leavers, PEOPLE, CONNECTIONS,
                    settings.shortRun() ? 25_000 : 60_000);
            double full = load.fire(order).requestsASecond();
            Node.pause(3_000); // pushes of alerts that it brought
            settings.say("half of it, and people who leave");
            long millis = leavers * (PAUSE_MILLIS + 60) + 2_000;
            var half = new Order(order.ports(), Traffic.TRACCAR, leavers, PEOPLE, CONNECTIONS, true, 0, millis, 1,
                    false,
                    0, "-").open(full / 2, MOST_OPEN);
            var sending = CompletableFuture.supplyAsync(() -> load.fire(half));
            Node.pause(1_000);
            var people = new Leavers(server.base(), world);
            people.leave(0, leavers, PAUSE_MILLIS);
            var result = sending.join();
            Node.pause(5_000);
            return report(full, leavers, result, latencies(server, people, pushes));
        }
    }

    private static List<Double> latencies(OwnServer server, Leavers people, PushSink pushes) {
        var came = pushes.came();
        var millis = new ArrayList<Double>();
        try (var lines = Files.lines(server.database().export(OPENED))) {
            lines.map(line -> line.split("\t")).forEach(words -> {
                var sent = people.sentAt(UUID.fromString(words[1]), Long.parseLong(words[2]));
                if (sent != null) {
                    var at = came.get(UUID.fromString(words[0]));
                    // One that never left counts as the worst there is.
                    millis.add(at == null ? Double.MAX_VALUE : (at - sent) / 1e6);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return millis;
    }

    private static Report report(double full, int leavers, Result result, List<Double> millis) {
        var table = new Table("From the fix to the push, ms", "people who left", "exits", "p50", "p90", "p99", "most",
                "full load, fixes/s", "sent meanwhile, fixes/s", "p99 of their answers")
                .row(leavers, millis.size(), Statistics.percentile(millis, 50), Statistics.percentile(millis, 90),
                        Statistics.percentile(millis, 99), Statistics.percentile(millis, 100), full,
                        result.fixesASecond(), result.millis(99));
        return new Report(List.of(table), List.of(),
                List.of(Target.atMost("latency.push.p99", Statistics.percentile(millis, 99), 1_000, "ms"),
                        Target.atLeast("latency.exits-seen", millis.size(), leavers, "")));
    }
}
