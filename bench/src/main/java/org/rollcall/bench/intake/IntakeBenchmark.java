package org.rollcall.bench.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.rollcall.bench.Benchmark;
import org.rollcall.bench.Report;
import org.rollcall.bench.Settings;
import org.rollcall.bench.Table;
import org.rollcall.bench.Target;
import org.rollcall.bench.load.Order;
import org.rollcall.bench.load.Traffic;

/** Fixes of 10,000 people, beside the ceiling program. */
public final class IntakeBenchmark implements Benchmark {

    private static final String ONE = "single";
    private static final String FIFTY = "bodies-of-50";
    private static final String NEW_CONNECTION = "new-connection";
    private static final int PEOPLE = 10_000;
    private static final int SINGLE = 256;
    private static final int BATCHED = 64;
    private static final int MOST_OPEN = 2_000;
    private static final double HALF = 0.5;
    private static final long TEN_MINUTES = 600_000;
    private static final long SLICE_MILLIS = 5_000;
    private static final int MOST_SLICES = 30;
    private static final int SHORT_SLICES = 3;
    private static final double STILL_COMPILING = 0.07;
    private static final double PART_A_SECOND = 2_500;

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public String summary() {
        return "fixes a second of 10,000 people beside the least program that stores them, and what each costs";
    }

    @Override
    public List<String> parts() {
        return List.of(ONE, FIFTY, NEW_CONNECTION);
    }

    @Override
    public Report run(Settings settings) {
        // A short run has no time to warm up what it has no target for.
        boolean othersToo = !settings.shortRun() && settings.only().isEmpty();
        try (var rig = Rig.start(settings, PEOPLE, othersToo)) {
            rig.signIn();
            long millis = settings.shortRun() ? 5_000 : 15_000;
            var main = List.of(withCeiling(rig, ONE, rig.ours(Traffic.NATIVE_1, SINGLE, millis)),
                    withCeiling(rig, FIFTY, rig.ours(Traffic.NATIVE_50, BATCHED, millis)),
                    withCeiling(rig, NEW_CONNECTION,
                            rig.ours(Traffic.NATIVE_1, BATCHED, millis).withNewConnections()))
                    .stream().filter(each -> settings.wants(each.name())).toList();
            var others = othersToo
                    ? List.of(new Case("bodies of 10", rig.ours(Traffic.NATIVE_10, BATCHED, millis), null),
                            new Case("OwnTracks", rig.ours(Traffic.OWNTRACKS, SINGLE, millis), null),
                            new Case("Traccar Client", rig.ours(Traffic.TRACCAR, SINGLE, millis), null))
                    : List.<Case>of();
            long before = stored(rig);
            settings.say("warming up");
            long acknowledgedBefore = settings.shortRun()
                    ? warmUp(settings, rig, main.subList(0, 1), SHORT_SLICES) + warmUp(settings, rig, main, 1)
                    : warmUp(settings, rig, main, MOST_SLICES) + warmUp(settings, rig, others, MOST_SLICES);
            if (!settings.shortRun()) {
                // Tokens last a quarter of an hour. To check a new one costs as much as many fixes.
                rig.signIn();
                acknowledgedBefore += warmUp(settings, rig, main, MOST_SLICES);
            }
            var raw = PgBench.rowsASecond(settings, rig.server().database().environment("ceiling"), 5);
            int rounds = settings.shortRun() ? 1 : 5;
            for (int round = 1; round <= rounds; round++) {
                settings.say("round " + round + " of " + rounds);
                main.forEach(each -> each.round(rig));
            }
            settings.say(othersToo ? "other clients, and an open loop" : "an open loop");
            others.forEach(each -> each.round(rig));
            var open = settings.only().isPresent() ? List.<Case>of() : List.of(open(rig, main.get(0), millis));
            var endurance = settings.shortRun() || settings.only().isPresent()
                    ? Optional.<Endurance>empty()
                    : Optional.of(endure(settings, rig));
            var cases = new ArrayList<Case>(main);
            cases.addAll(others);
            cases.addAll(open);
            long acknowledged = acknowledgedBefore + cases.stream().mapToLong(Case::oursAcknowledged).sum()
                    + endurance.map(each -> each.round().result().fixes()).orElse(0L);
            long lost = acknowledged - (stored(rig) - before);
            return new Report(List.of(rates(cases), costs(cases)), notes(rig, raw, cases, acknowledged, endurance),
                    targets(main, lost, endurance));
        }
    }

    private static Case withCeiling(Rig rig, String name, Order ours) {
        return new Case(name, ours, rig.ceilings(ours));
    }

    /**
     * Until both programs are compiled, which is when the compilers take less than a fourteenth of a slice: on two processors
     * under full load they take minutes for a program of our size, and seconds for one of the ceiling's. Between slices
     * at full load come pauses at a part of it, which leave them a processor. What was acknowledged counts as any other.
     *
     * @param most slices of each case; a short run has no time for more
     */
    private static long warmUp(Settings settings, Rig rig, List<Case> cases, int most) {
        long acknowledged = 0;
        for (var each : cases) {
            var full = each.order().lasting(SLICE_MILLIS);
            var part = full.open(PART_A_SECOND / full.traffic().fixes(), MOST_OPEN);
            double compiling;
            int slices = 0;
            do {
                double before = rig.compilerSeconds();
                acknowledged += rig.measure(full).result().fixes();
                compiling = (rig.compilerSeconds() - before) * 1_000 / SLICE_MILLIS;
                if (compiling > STILL_COMPILING) {
                    acknowledged += rig.measure(part).result().fixes();
                }
                slices++;
            } while (compiling > STILL_COMPILING && slices < most);
            if (each.hasCeiling()) {
                rig.measure(rig.ceilings(full));
            }
            settings.say("%s: warm after %d slices, compilers at %.0f %% of a processor".formatted(each.name(), slices,
                    100 * compiling));
        }
        return acknowledged;
    }

    private static Case open(Rig rig, Case single, long millis) {
        double rate = HALF * single.ours(round -> round.result().requestsASecond());
        var order = rig.ours(Traffic.NATIVE_1, SINGLE, millis).open(rate, MOST_OPEN);
        var open = new Case("single, open loop at half of that rate", order, rig.ceilings(order));
        open.round(rig);
        return open;
    }

    private static Endurance endure(Settings settings, Rig rig) {
        rig.signIn();
        return Endurance.run(settings, rig, rig.ours(Traffic.NATIVE_1, SINGLE, TEN_MINUTES));
    }

    private static long stored(Rig rig) {
        return Long.parseLong(rig.server().query("select count(*) from fix"));
    }

    private static Table rates(List<Case> cases) {
        var table = new Table("Rates and latencies (median of rounds)", "what", "requests/s", "fixes/s",
                "ceiling fixes/s", "share", "p50 ms", "p99 ms", "p99.9 ms", "ceiling p99 ms");
        for (var each : cases) {
            table.row(each.name(), each.ours(r -> r.result().requestsASecond()),
                    each.ours(r -> r.result().fixesASecond()), each.ceiling(r -> r.result().fixesASecond()),
                    each.share(), each.ours(r -> r.result().millis(50)), each.ours(r -> r.result().millis(99)),
                    each.ours(r -> r.result().millis(99.9)), each.ceiling(r -> r.result().millis(99)));
        }
        return table;
    }

    private static Table costs(List<Case> cases) {
        var table = new Table("What a fix costs", "what", "server ms", "database ms", "both ms", "generator ms",
                "WAL bytes", "allocated bytes", "fixes a transaction", "ceiling: server ms", "database ms",
                "WAL bytes");
        for (var each : cases) {
            table.row(each.name(), each.ours(Round::serverMillisAFix), each.ours(Round::databaseMillisAFix),
                    each.ours(Round::millisAFix), each.ours(Round::generatorMillisAFix),
                    each.ours(Round::walBytesAFix), each.ours(Round::allocatedBytesAFix),
                    each.ours(Round::fixesATransaction), each.ceiling(Round::serverMillisAFix),
                    each.ceiling(Round::databaseMillisAFix),
                    each.ceiling(Round::walBytesAFix));
        }
        return table;
    }

    private static List<String> notes(Rig rig, java.util.OptionalDouble raw, List<Case> cases, long acknowledged,
            Optional<Endurance> endurance) {
        var notes = new ArrayList<String>();
        notes.add(
                "generator, server, ceiling and database share the processors; 120 counties of 1,000 to 10,000 vertices");
        raw.ifPresent(rows -> notes.add("pgbench: %.0f rows/s, 500 a statement, two connections".formatted(rows)));
        notes.add("acknowledged %d fixes; not acknowledged: %d requests".formatted(acknowledged,
                cases.stream().mapToLong(Case::oursRefused).sum()));
        notes.add("heap used %.0f MiB".formatted(
                rig.server().node().metric("jvm_memory_used_bytes", "area=\"heap\"") / (1024 * 1024)));
        endurance.ifPresentOrElse(each -> notes.add(
                "ten minutes at full load: %.0f fixes/s, p99 %.0f ms, %.0f MiB resident, %.0f MiB live after collection"
                        .formatted(each.round().result().fixesASecond(), each.round().result().millis(99),
                                each.residentMebibytes(), each.liveMebibytes())),
                () -> notes.add("memory over ten minutes is measured by the full run alone"));
        return notes;
    }

    private static List<Target> targets(List<Case> main, long lost, Optional<Endurance> endurance) {
        var targets = new ArrayList<Target>();
        for (var each : main) {
            boolean isNew = each.name().equals(NEW_CONNECTION);
            targets.add(Target.atLeast("intake." + each.name() + ".share-of-ceiling", each.share(), isNew ? 0.7 : 0.6,
                    ""));
            if (!isNew) {
                targets.add(Target.atMost("intake." + each.name() + ".cpu-a-fix", each.ours(Round::millisAFix), 0.15,
                        "ms"));
            }
        }
        targets.add(Target.atMost("intake.lost", Math.max(0, lost), 0, ""));
        endurance.ifPresent(each -> targets.add(Target.atMost("intake.memory-growth", each.growth(), 1.1, "x")));
        return targets;
    }
}
