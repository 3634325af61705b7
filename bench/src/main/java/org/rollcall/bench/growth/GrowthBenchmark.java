package org.rollcall.bench.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.rollcall.bench.BenchException;
import org.rollcall.bench.Benchmark;
import org.rollcall.bench.Report;
import org.rollcall.bench.Settings;
import org.rollcall.bench.Table;
import org.rollcall.bench.Target;
import org.rollcall.bench.load.LoadProcess;
import org.rollcall.bench.load.Order;
import org.rollcall.bench.load.Traffic;
import org.rollcall.bench.server.Crowd;
import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.server.PhoneKey;
import org.rollcall.bench.server.Processors;
import org.rollcall.bench.world.World;

/**
 * Single fixes of Traccar clients from 1,000 to a million people, in an empty table and beside millions of fixes of the
 * same day. All people are there from the first figure on; a figure is of how many of them send. Each number of people is
 * measured twice: one fix of everybody, whose rules no node has in its memory yet, and then for some time.
 */
public final class GrowthBenchmark implements Benchmark {

    private static final int CONNECTIONS = 256;
    private static final long BYTES_A_FIX = 400;
    private static final long BYTES_A_PERSON = 6_000;
    private static final long SPARE = 5_000_000_000L;
    private static final String COLD = "first fix of each";
    private static final String WARM = "rules known";

    // In the very table that new fixes go to, as many for each person, in the order of time: since midnight (UTC).
    private static final String STORE = """
            insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon, lat, raw_x,
              raw_y, raw_crs, accuracy_m, trigger, verdict, distance_m, late, rules_version)
            select d.supervisee_id, at, substring(uuid_send(gen_random_uuid()) from 1 for 16), at, d.id, 1, 100, 30, 100,
              30, 'WGS84', 10, 'PERIODIC', 'INSIDE', -1000, true, 1
            from (select midnight + (now() - interval '1 minute' - midnight) * round / {rounds} as at, round
              from generate_series(1, {rounds}) round,
              (select date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' as midnight) m) r
            cross join (select id, supervisee_id from device order by supervisee_id limit {people}) d
            order by round;
            vacuum analyze fix;
            """;

    private final List<Point> points = new ArrayList<>();

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
        long asked = stored(settings);
        long stored = asked;
        var notes = new ArrayList<String>();
        long free = free(settings);
        if (free < SPARE + stored * BYTES_A_FIX + most * BYTES_A_PERSON) {
            most = Math.min(most, 100_000);
            stored = Math.min(asked, 1_000_000);
            notes.add("left out what is larger: %d MB of disk are free".formatted(free / 1_000_000));
        }
        int all = most;
        var key = PhoneKey.make();
        try (var server = OwnServer.start(settings, Map.of("ROLLCALL_LOCATION_RULEBOOKS", String.valueOf(2 * most)),
                List.of(settings.shortRun() ? "-Xmx2g" : "-Xmx8g"));
                var load = LoadProcess.start(settings, key.pair())) {
            // One more, who warms up the program and its connections, and whom no figure is of.
            new Crowd(settings, server, new World(settings.seed()), key).settle(List.of(0, 0, most + 1));
            load.fire(order(server, most, 1, millis(settings)));
            for (int people : sizes(all)) {
                settings.say(people + " people");
                measure(COLD, people, 0, server, load, order(server, 0, people, 1_800_000)
                        .backlog(Duration.ofMinutes(1).toMillis()));
                measure(WARM, people, 0, server, load, order(server, 0, people, millis(settings)));
            }
            settings.say(stored + " fixes");
            int holders = (int) Math.min(Math.min(most, 100_000), stored);
            server.database().script(STORE.replace("{rounds}", String.valueOf(stored / holders)).replace("{people}",
                    String.valueOf(holders)));
            for (int people : sizes(all)) {
                settings.say(people + " people");
                measure(WARM, people, stored, server, load, order(server, 0, people, millis(settings)));
            }
            notes.add("%d MiB resident with %d people; the database has %s".formatted(
                    (long) Processors.residentMebibytes(server.node().pid()), most,
                    server.query("select pg_size_pretty(pg_database_size(current_database()))")));
            notes.add("shared_buffers " + server.query("show shared_buffers") + "; the partition of today has "
                    + server.query("select pg_size_pretty(pg_total_relation_size(fix_partition_name("
                            + "(now() at time zone 'UTC')::date)::regclass))"));
        }
        return new Report(List.of(table()), notes, targets());
    }

    /** How many there are beside; a number of one's own, such as a hundred million, in ROLLCALL_BENCH_STORED. */
    private static long stored(Settings settings) {
        var asked = System.getenv("ROLLCALL_BENCH_STORED");
        if (asked == null) {
            return settings.shortRun() ? 1_000_000 : 10_000_000;
        }
        if (!asked.matches("[1-9][0-9]{0,9}")) {
            throw new BenchException("ROLLCALL_BENCH_STORED is a number of fixes, and not " + asked);
        }
        return Long.parseLong(asked);
    }

    private static int millis(Settings settings) {
        return settings.shortRun() ? 5_000 : 20_000;
    }

    /** 1,000 and ten times as many each, and the most. */
    private static List<Integer> sizes(int most) {
        return IntStream.concat(IntStream.iterate(1_000, people -> people < most, people -> people * 10),
                IntStream.of(most)).boxed().toList();
    }

    private static Order order(OwnServer server, int first, int people, long millis) {
        return Order.closed(server.node().port(), Traffic.TRACCAR, first, people, CONNECTIONS, millis);
    }

    private void measure(String what, int people, long stored, OwnServer server, LoadProcess load, Order order) {
        points.add(Point.of(what, people, stored, server, () -> load.fire(order)));
    }

    private static long free(Settings settings) {
        try {
            Files.createDirectories(settings.work());
            return Files.getFileStore(settings.work()).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    private Table table() {
        var table = new Table("Single fixes", "people who send", "state", "stored today before", "fixes/s", "p50 ms",
                "p99 ms", "server ms a fix", "database ms a fix", "fixes a transaction", "rules read a fix",
                "pages read a fix", "WAL bytes a fix", "not acknowledged");
        points.forEach(point -> table.row(point.row()));
        return table;
    }

    /** Stored fixes must not slow intake down: the issue asks for a curve, and this is the one bound that it has. */
    private List<Target> targets() {
        double worst = points.stream().filter(point -> point.stored() > 0)
                .mapToDouble(point -> point.result().fixesASecond() / empty(point).result().fixesASecond()).min()
                .orElse(Double.NaN);
        return List.of(Target.atLeast("growth.stored-fixes.share-of-empty", worst, 0.8, ""),
                Target.atMost("growth.not-acknowledged",
                        points.stream().mapToLong(point -> point.result().refused()).sum(), 0, ""));
    }

    /** The same people in an empty table. */
    private Point empty(Point full) {
        return points.stream().filter(point -> point.stored() == 0 && point.what().equals(WARM))
                .filter(point -> point.people() == full.people()).findFirst().orElseThrow();
    }
}
