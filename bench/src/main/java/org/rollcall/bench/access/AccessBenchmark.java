package org.rollcall.bench.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.server.PhoneKey;
import org.rollcall.bench.world.World;

/** What it costs to know who asks and what is theirs. Load generator, server and database share the machine. */
public final class AccessBenchmark implements Benchmark {

    private static final int PHONES = 1_000;
    private static final int CONNECTIONS = 32;
    private static final int MOST_OPEN = 500;
    private static final double FIXES_A_SECOND = 200;
    private static final double LISTS_A_SECOND = 100;
    /** One account and one address ask here for thousands: what bounds either is not what is measured. */
    private static final Map<String, String> UNBOUNDED = Map.of("ROLLCALL_REQUESTS_ACCOUNT_PER_MINUTE", "1000000",
            "ROLLCALL_REQUESTS_DEVICE_PER_MINUTE", "1000000", "ROLLCALL_REQUESTS_ADDRESS_PER_MINUTE", "1000000");
    private static final int FLOODING = 64;
    private static final String FLOODER = "bench.flood";
    /** As many as a batch holds when there is something to do. */
    private static final int BATCH = 64;
    private static final int QUESTIONS = 21;
    private static final String REVOKED = "explain (analyze, timing off) select d.id from device d"
            + " join account a on a.id = d.supervisee_id where d.id = any((select array_agg(id) from (select id from device"
            + " order by id limit " + BATCH
            + ") as batch)::uuid[]) and (d.revoked_at is not null or a.disabled_at is not null)";

    @Override
    public String name() {
        return "access";
    }

    @Override
    public String summary() {
        return "the cost of who asks on a fix, fixes while many sign in, and lists of a nation's register";
    }

    @Override
    public Report run(Settings settings) {
        var length = Duration.ofSeconds(settings.shortRun() ? 15 : 30);
        var key = PhoneKey.make();
        try (var server = OwnServer.start(settings, UNBOUNDED);
                var load = LoadProcess.start(settings, key.pair())) {
            new Crowd(settings, server, new World(settings.seed()), key).settle(List.of(PHONES, 0, 0));
            var nation = Nation.make(settings, server);
            load.fire(Order.closed(server.node().port(), Traffic.SESSION, 0, PHONES, CONNECTIONS, 60_000));
            settings.say("fixes, to warm up and at " + FIXES_A_SECOND + " a second");
            load.fire(Order.closed(server.node().port(), Traffic.NATIVE_1, 0, PHONES, CONNECTIONS,
                    length.toMillis() / 2));
            var report = new Findings();
            authentication(server, load, length, report);
            flood(settings, server, nation, load, length, report);
            lists(settings, server, nation, length, report);
            return report.report();
        }
    }

    private static void authentication(OwnServer server, LoadProcess load, Duration length, Findings report) {
        double sum = server.node().metric("rollcall_authentication_seconds_sum", "who=\"fix\"");
        double count = server.node().metric("rollcall_authentication_seconds_count", "who=\"fix\"");
        report.calm = load.fire(fixes(server, length));
        double micros = (server.node().metric("rollcall_authentication_seconds_sum", "who=\"fix\"") - sum) * 1e6
                / (server.node().metric("rollcall_authentication_seconds_count", "who=\"fix\"") - count);
        var questions = IntStream.range(0, QUESTIONS).mapToObj(i -> revokedMicros(server)).toList();
        double scope = Statistics.median(questions);
        report.tables.add(new Table("Who sends a fix, microseconds a fix", "where", "cost")
                .row("from the header to the identity, mean", micros)
                .row("whether the device counts, in the database, of a batch of " + BATCH + ", median", scope)
                .row("together", micros + scope));
        report.targets.add(Target.atMost("access.fix.cost", micros + scope, 20, "us"));
    }

    private static double revokedMicros(OwnServer server) {
        var plan = server.database().list(REVOKED);
        var line = plan.stream().filter(each -> each.startsWith("Execution Time")).findFirst().orElseThrow();
        return Double.parseDouble(line.replaceAll("[^0-9.]", "")) * 1_000 / BATCH;
    }

    private static void flood(Settings settings, OwnServer server, Nation nation, LoadProcess load, Duration length,
            Findings report) {
        settings.say(FLOODING + " who sign in again and again");
        nation.staff(FLOODER);
        double hashed = server.node().metric("rollcall_passwords_hashed_total", "");
        try (var flood = Flood.begin(server.base(), FLOODER, FLOODING)) {
            var during = load.fire(fixes(server, length));
            double seconds = flood.seconds();
            var answers = flood.end();
            int letIn = answers.getOrDefault(201, List.of()).size();
            double hashes = server.node().metric("rollcall_passwords_hashed_total", "") - hashed;
            var table = new Table("Sign-ins, " + FLOODING + " at once", "answer", "a second", "p50, ms", "p99, ms");
            answers.forEach((status, millis) -> table.row(status == 0 ? "broken" : status, millis.size() / seconds,
                    Statistics.percentile(millis, 50), Statistics.percentile(millis, 99)));
            report.tables.add(table);
            report.tables.add(fixTable(report.calm, during));
            report.targets.add(Target.atLeast("access.sign-ins-a-second", letIn / seconds, 5, ""));
            report.targets.add(Target.atMost("access.hashes-a-sign-in", hashes / letIn, 1, ""));
            report.targets.add(Target.atMost("access.flood.fix.p99", during.millis(99), 100, "ms"));
            report.targets.add(Target.atMost("access.flood.fixes-refused", during.refused(), 0, ""));
        }
    }

    private static Table fixTable(Result calm, Result during) {
        return new Table("Single fixes, " + FIXES_A_SECOND + " a second", "while", "p50, ms", "p99, ms", "p99.9, ms",
                "not acknowledged")
                .row("nobody signs in", calm.millis(50), calm.millis(99), calm.millis(99.9), calm.refused())
                .row(FLOODING + " sign in", during.millis(50), during.millis(99), during.millis(99.9),
                        during.refused());
    }

    private static Order fixes(OwnServer server, Duration length) {
        return new Order(List.of(server.node().port()), Traffic.NATIVE_1, 0, PHONES, CONNECTIONS, true, 0,
                length.toMillis(), 1, false, 0, "-").open(FIXES_A_SECOND, MOST_OPEN);
    }

    private static void lists(Settings settings, OwnServer server, Nation nation, Duration length, Findings report) {
        settings.say("lists at " + LISTS_A_SECOND + " a second");
        var askers = nation.askers();
        var questions = new Questions(server.base(), askers);
        questions.ask(LISTS_A_SECOND, length.dividedBy(2)); // warms up
        var millis = questions.ask(LISTS_A_SECOND, length);
        var table = new Table("Lists, " + LISTS_A_SECOND + " a second, " + Nation.PEOPLE + " people, " + Nation.UNITS
                + " units, " + Nation.ALERTS + " alerts", "who and what", "asked", "p50, ms", "p99, ms", "most, ms");
        millis.forEach((name, values) -> table.row(name, values.size(), Statistics.percentile(values, 50),
                Statistics.percentile(values, 99), Statistics.percentile(values, 100)));
        var all = millis.values().stream().flatMap(Collection::stream).toList();
        table.row("all", all.size(), Statistics.percentile(all, 50), Statistics.percentile(all, 99),
                Statistics.percentile(all, 100));
        report.tables.add(table);
        askers.forEach(asker -> {
            report.notes.add("the plan of a page of people, " + asker.scope() + ":");
            nation.plan(asker).forEach(line -> report.notes.add("    " + line));
        });
        report.targets.add(Target.atMost("access.lists.p99", Statistics.percentile(all, 99), 50, "ms"));
    }

    /** What has been found until now. */
    private static final class Findings {
        private final List<Table> tables = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<Target> targets = new ArrayList<>();
        private Result calm;

        private Report report() {
            return new Report(tables, notes, targets);
        }
    }
}
