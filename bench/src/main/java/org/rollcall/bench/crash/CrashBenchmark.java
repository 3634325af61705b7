package org.rollcall.bench.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.rollcall.bench.Benchmark;
import org.rollcall.bench.Report;
import org.rollcall.bench.Settings;
import org.rollcall.bench.Table;
import org.rollcall.bench.Target;
import org.rollcall.bench.load.LoadProcess;
import org.rollcall.bench.server.Crowd;
import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.server.PhoneKey;
import org.rollcall.bench.world.World;

/** Kills, cuts, pauses, fills, sets clocks and repeats, and counts afterwards. */
public final class CrashBenchmark implements Benchmark {

    private static final int PEOPLE = 240;
    private static final double MOST_MEBIBYTES = 3_000;
    private static final double READY_WITHIN = 60;

    private record Line(String what, int rounds, long acknowledged, double seconds, double ready, Findings findings) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int wrongClocks;

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public String summary() {
        return "whether what was acknowledged is there once, whatever is killed, cut, paused or repeated";
    }

    @Override
    public Report run(Settings settings) {
        int offline = settings.shortRun() ? 500 : 10_000;
        var key = PhoneKey.make();
        var world = new World(settings.seed(), World.Manner.RESTLESS);
        // A connection that says nothing any more is given up sooner than by default, and later than any statement.
        try (var server = OwnServer.start(settings, Map.of("ROLLCALL_CONNECTION_SILENT_FOR", "20s"));
                var load = LoadProcess.start(settings, key.pair(), World.Manner.RESTLESS)) {
            new Crowd(settings, server, world, key).settle(List.of(PEOPLE + offline, PEOPLE, PEOPLE));
            var ledger = new Ledger(server, world, settings.work());
            var senders = new Senders(settings, load, ledger, PEOPLE, PEOPLE + offline);
            try (var disturbances = new Disturbances(settings, server, senders)) {
                new Script(settings, server, ledger, senders, disturbances, offline).play();
            }
            notes.add("a node held at most %.0f MiB".formatted(senders.mostMebibytes()));
            notes.add("each request but the backlog's was sent 1 to 5 times, in random order");
            var last = lines.get(lines.size() - 1).findings().replay();
            notes.add(
                    "%d fixes of %d people judged again; conditions opened by them: %d, open at the end: %d".formatted(
                            last.fixes(), last.people(), last.opened().size(), last.active().size()));
            return new Report(List.of(table()), notes, targets(senders));
        }
    }

    /** What happens, in order. */
    private final class Script {

        private final Settings settings;
        private final OwnServer server;
        private final Ledger ledger;
        private final Senders senders;
        private final Disturbances disturbances;
        private final int offline;

        private Script(Settings settings, OwnServer server, Ledger ledger, Senders senders, Disturbances disturbances,
                int offline) {
            this.settings = settings;
            this.server = server;
            this.ledger = ledger;
            this.senders = senders;
            this.disturbances = disturbances;
            this.offline = offline;
        }

        private void play() {
            rounds("node killed", 2, 20, disturbances::killNode);
            rounds("node killed, apps of others", 1, 3, disturbances::killNodeUnderOthers);
            rounds("database killed", 1, 5, disturbances::killDatabase);
            disturbances.startSecond();
            rounds("one of two nodes killed", 1, 5, disturbances::killOneOfTwo);
            rounds("one of two nodes stopped", 1, 3, disturbances::stopOneOfTwo);
            rounds("network to the database cut", 1, 5, disturbances::cutNetwork);
            rounds("network silent, then broken", 1, 3, disturbances::swallow);
            rounds("network silent, connections forgotten", 1, 3, disturbances::forget);
            rounds("node paused", 1, 1, () -> disturbances.pause(Duration.ofSeconds(settings.shortRun() ? 20 : 60)));
            SetClock.find(settings).ifPresentOrElse(
                    clock -> rounds("clock of a node jumps", 1, 3,
                            () -> wrongClocks += disturbances.jump(clock) ? 0 : 1),
                    () -> notes.add("left out: jumps of a node's clock, for which libfaketime is to be installed"));
            rounds("clocks of phones jump", 1, 3, disturbances::jumpOfPhones);
            var tried = new boolean[1];
            rounds("disk full for the log", 1, 3, () -> tried[0] = disturbances.fillDisk());
            if (!tried[0]) {
                notes.add("left out: a full disk, for which a file system is to be mounted, which only root may");
            }
            rounds("backlog of 200 minutes, " + offline + " phones", 1, 1,
                    () -> disturbances.backlog(PEOPLE, offline));
        }

        private void rounds(String what, int fewRounds, int manyRounds, Runnable round) {
            settings.say(what);
            // A phone's session ends; these are asked for when nothing is disturbed.
            senders.signIn(server.node());
            int rounds = settings.shortRun() ? fewRounds : manyRounds;
            long before = ledger.size();
            long began = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                round.run();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            var line = new Line(what, rounds, ledger.size() - before, seconds, senders.slowestSeconds(),
                    ledger.check());
            lines.add(line);
            // A run that is cut off has said so much.
            settings.say("  %d rounds, %d fixes acknowledged, wrong: %d".formatted(rounds, line.acknowledged(),
                    Findings.COUNTS.stream().mapToLong(count -> count.of().applyAsLong(line.findings())).sum()));
        }
    }

    private Table table() {
        var table = new Table("What was found after each", Stream.concat(
                Stream.of("what", "rounds", "fixes acknowledged", "seconds", "ready after s"),
                Findings.COUNTS.stream().map(Findings.Count::head)).toArray(String[]::new));
        for (var line : lines) {
            table.row(Stream.concat(
                    Stream.of(line.what(), line.rounds(), String.valueOf(line.acknowledged()), line.seconds(),
                            line.ready()),
                    Findings.COUNTS.stream().map(count -> count.of().applyAsLong(line.findings()))).toArray());
        }
        return table;
    }

    private List<Target> targets(Senders senders) {
        return Stream.concat(
                Findings.COUNTS.stream()
                        .map(count -> Target.atMost("crash." + count.name(), lines.stream().map(Line::findings)
                                .mapToLong(count.of()).max().orElse(-1), 0, "")),
                Stream.of(Target.atMost("crash.never-acknowledged", senders.givenUp(), 0, ""),
                        Target.atMost("crash.ready-with-a-wrong-clock", wrongClocks, 0, ""),
                        Target.atMost("crash.ready-after", lines.stream().mapToDouble(Line::ready).max().orElse(-1),
                                READY_WITHIN, "s"),
                        Target.atMost("crash.memory", senders.mostMebibytes(), MOST_MEBIBYTES, "MiB")))
                .toList();
    }
}
