package org.rollcall.bench.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
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
import org.rollcall.bench.server.Processors;
import org.rollcall.bench.world.World;

/**
 * Single fixes of Traccar clients from 1,000 to a million people, in an empty table and beside millions of fixes. All
 * people are there from the first figure on; a figure is of how many of them send.
 */
public final class GrowthBenchmark implements Benchmark {

    private static final int CONNECTIONS = 256;
    private static final long BYTES_A_FIX = 400;
    private static final long BYTES_A_PERSON = 6_000;
    private static final long SPARE = 5_000_000_000L;

    // Of the last six days, as many each, in the order of time.
    private static final String STORE = """
            insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon, lat, raw_x,
              raw_y, raw_crs, accuracy_m, trigger, verdict, distance_m, late, rules_version)
            select d.supervisee_id, at, substring(uuid_send(gen_random_uuid()) from 1 for 16), at, d.id, 1, 100, 30, 100,
              30, 'WGS84', 10, 'PERIODIC', 'INSIDE', -1000, true, 1
            from (select now() - interval '1 day' - round * interval '1 minute' as at, round
              from generate_series(1, {rounds}) round) r cross join (select id, supervisee_id from device limit {people}) d;
            vacuum analyze fix;
            """;

    private record Point(int people, long stored, Result result, double serverMillis, double databaseMillis) {}

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String summary() {
        return "fixes a second from 1,000 to a million people, in an empty table and beside ten million fixes";
    }

    @Override
    public Report run(Settings settings) {
        int most = settings.shortRun() ? 20_000 : 1_000_000;
        long stored = settings.shortRun() ? 1_000_000 : 10_000_000;
        var notes = new ArrayList<String>();
        long free = free(settings);
        if (free < SPARE + stored * BYTES_A_FIX + most * BYTES_A_PERSON) {
            most = 100_000;
            stored = 1_000_000;
            notes.add("left out what is larger: %d MB of disk are free".formatted(free / 1_000_000));
        }
        var points = new ArrayList<Point>();
        var key = PhoneKey.make();
        try (var server = OwnServer.start(settings, Map.of("ROLLCALL_LOCATION_RULEBOOKS", String.valueOf(2 * most)),
                List.of("-Xmx4g")); var load = LoadProcess.start(settings, key.pair())) {
            new Crowd(settings, server, new World(settings.seed()), key).settle(List.of(0, 0, most));
            measure(settings, server, load, 1_000, 0, settings.shortRun() ? 15_000 : 40_000); // warming up
            for (int people = 1_000; people <= most; people *= people < most && people * 10 > most ? 2 : 10) {
                points.add(measure(settings, server, load, people, 0, settings.shortRun() ? 6_000 : 20_000));
            }
            settings.say(stored + " fixes");
            int holders = Math.min(most, 100_000);
            server.database().script(STORE.replace("{rounds}", String.valueOf(stored / holders)).replace("{people}",
                    String.valueOf(holders)));
            for (int people = 1_000; people <= most; people *= people < most && people * 10 > most ? 2 : 10) {
                points.add(measure(settings, server, load, people, stored, settings.shortRun() ? 6_000 : 20_000));
            }
            notes.add("%d MiB resident with %d people; the database has %s".formatted(
                    (long) Processors.residentMebibytes(server.node().pid()), most,
                    server.query("select pg_size_pretty(pg_database_size(current_database()))")));
        }
        return new Report(List.of(table(points)), notes, targets(points));
    }

    private static Point measure(Settings settings, OwnServer server, LoadProcess load, int people, long stored,
            long millis) {
        settings.say(people + " people");
        long postmaster = server.database().pid();
        double program = Processors.seconds(server.node().pid());
        double database = Processors.secondsWithChildren(postmaster);
        var result = load.fire(Order.closed(server.node().port(), Traffic.TRACCAR, 0, people, CONNECTIONS, millis));
        return new Point(people, stored, result,
                (Processors.seconds(server.node().pid()) - program) * 1_000 / result.fixes(),
                (Processors.secondsWithChildren(postmaster) - database) * 1_000 / result.fixes());
    }

    private static long free(Settings settings) {
        try {
            Files.createDirectories(settings.work());
            return Files.getFileStore(settings.work()).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Table table(List<Point> points) {
        var table = new Table("Single fixes", "people who send", "stored before", "fixes/s", "p50 ms", "p99 ms",
                "server ms a fix", "database ms a fix", "not acknowledged");
        for (var point : points) {
            table.row(String.valueOf(point.people()), String.valueOf(point.stored()), point.result().fixesASecond(),
                    point.result().millis(50), point.result().millis(99), point.serverMillis(), point.databaseMillis(),
                    point.result().refused());
        }
        return table;
    }

    /** Stored fixes must not slow intake down: the issue asks for a curve, and this is the one bound that it has. */
    private static List<Target> targets(List<Point> points) {
        int half = points.size() / 2;
        double worst = Double.MAX_VALUE;
        for (int i = 0; i < half; i++) {
            worst = Math.min(worst,
                    points.get(half + i).result().fixesASecond() / points.get(i).result().fixesASecond());
        }
        return List.of(Target.atLeast("growth.stored-fixes.share-of-empty", worst, 0.8, ""),
                Target.atMost("growth.not-acknowledged",
                        points.stream().mapToLong(point -> point.result().refused()).sum(), 0, ""));
    }
}
