package org.rollcall.bench.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

/** Kills, cuts, pauses and repeats, and counts afterwards. */
public final class CrashBenchmark implements Benchmark {

    private static final int PEOPLE = 240;

    private record Line(String what, int rounds, long acknowledged, double seconds, Ledger.Findings findings) {}

    private final List<Line> lines = new ArrayList<>();

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
        boolean isShort = settings.shortRun();
        int offline = isShort ? 500 : 10_000;
        var key = PhoneKey.make();
        var world = new World(settings.seed());
        var notes = new ArrayList<String>();
        try (var server = OwnServer.start(settings, Map.of());
                var load = LoadProcess.start(settings, key.pair())) {
            new Crowd(settings, server, world, key).settle(List.of(PEOPLE + offline));
            var ledger = new Ledger(server, world, settings.work());
            try (var disturbances = new Disturbances(settings, server, load, ledger, PEOPLE)) {
                disturbances.signIn(0, PEOPLE);
                rounds(settings, ledger, "node killed", isShort ? 3 : 20, disturbances::killNode);
                rounds(settings, ledger, "database killed", isShort ? 1 : 5, disturbances::killDatabase);
                disturbances.signIn(0, PEOPLE);
                disturbances.startSecond();
                rounds(settings, ledger, "one of two nodes killed", isShort ? 1 : 5, disturbances::killOneOfTwo);
                rounds(settings, ledger, "network to the database cut", isShort ? 1 : 5,
                        () -> disturbances.cutNetwork(false));
                rounds(settings, ledger, "network silent", isShort ? 1 : 3, () -> disturbances.cutNetwork(true));
                rounds(settings, ledger, "node paused", 1,
                        () -> disturbances.pause(Duration.ofSeconds(isShort ? 35 : 60)));
                disturbances.signIn(0, PEOPLE);
                var ready = new boolean[1];
                rounds(settings, ledger, "clock an hour behind", 1, () -> ready[0] = disturbances.wrongClock());
                notes.add("a node whose clock is an hour behind says that it is " + (ready[0] ? "ready" : "not ready"));
                rounds(settings, ledger, "backlog of 200 minutes, " + offline + " phones", 1,
                        () -> disturbances.backlog(PEOPLE, offline));
                notes.add("the first node held at most %.0f MiB".formatted(disturbances.mostMebibytes()));
                notes.add("each request of the others was sent 1 to 5 times, in random order");
                return new Report(List.of(table()), notes, targets(disturbances.mostMebibytes()));
            }
        }
    }

    private void rounds(Settings settings, Ledger ledger, String what, int rounds, Runnable round) {
        settings.say(what);
        long before = ledger.size();
        long began = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            round.run();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        lines.add(new Line(what, rounds, ledger.size() - before, seconds, ledger.check()));
    }

    private Table table() {
        var table = new Table("What was found after each", "what", "rounds", "fixes acknowledged", "seconds", "lost",
                "doubled", "standings unlike a replay", "gaps in numbers", "double open alerts",
                "alerts without message",
                "messages too many", "exits unlike a replay");
        for (var line : lines) {
            var found = line.findings();
            table.row(line.what(), line.rounds(), String.valueOf(line.acknowledged()), line.seconds(), found.lost(),
                    found.doubled(), found.replay().standings(), found.replay().numbers(), found.doubleAlerts(),
                    found.silentAlerts(), found.doubleMessages(), found.alertsDiffering());
        }
        return table;
    }

    private List<Target> targets(double mebibytes) {
        return List.of(most("crash.lost", Ledger.Findings::lost), most("crash.doubled", Ledger.Findings::doubled),
                most("crash.standings-unlike-a-replay", found -> found.replay().standings()),
                most("crash.gaps-in-numbers", found -> found.replay().numbers()),
                most("crash.double-open-alerts", Ledger.Findings::doubleAlerts),
                most("crash.alerts-without-message", Ledger.Findings::silentAlerts),
                most("crash.messages-too-many", Ledger.Findings::doubleMessages),
                most("crash.exits-unlike-a-replay", Ledger.Findings::alertsDiffering),
                Target.atMost("crash.memory", mebibytes, 3_000, "MiB"));
    }

    private Target most(String name, java.util.function.ToLongFunction<Ledger.Findings> count) {
        return Target.atMost(name, lines.stream().map(Line::findings).mapToLong(count).max().orElse(-1), 0, "");
    }
}
