package org.rollcall.bench.growth;

import java.util.function.Supplier;

import org.rollcall.bench.load.Result;
import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.server.Processors;

/**
 * A point of the curve, with what may explain that it bends there.
 *
 * @param what in which state the node was
 * @param stored how many fixes of today were stored before
 * @param rulebooks how many people's rules were read and compiled
 * @param commits how many transactions stored fixes
 * @param pagesRead how many pages the database did not find in its own memory
 * @param walBytes how much it wrote to its log
 */
record Point(String what, int people, long stored, Result result, double serverSeconds, double databaseSeconds,
        double rulebooks, double commits, long pagesRead, long walBytes) {

    private static final String PAGES = "select blks_read from pg_stat_database where datname = current_database()";

    /** What the counters of a server and its database show. */
    private record Counters(double server, double database, double rulebooks, double commits, long pages, long wal) {

        static Counters of(OwnServer server) {
            return new Counters(Processors.seconds(server.node().pid()),
                    Processors.secondsWithChildren(server.database().pid()),
                    server.node().metric("cache_gets_total", "rollcall.rulebooks\",result=\"miss\""),
                    server.node().metric("rollcall_intake_batch_fixes_count", ""),
                    Long.parseLong(server.query(PAGES)), server.database().walBytes());
        }
    }

    static Point of(String what, int people, long stored, OwnServer server, Supplier<Result> work) {
        var before = Counters.of(server);
        var result = work.get();
        var after = Counters.of(server);
        return new Point(what, people, stored, result, after.server() - before.server(),
                after.database() - before.database(), after.rulebooks() - before.rulebooks(),
                after.commits() - before.commits(), after.pages() - before.pages(), after.wal() - before.wal());
    }

    Object[] row() {
        double fixes = result.fixes();
        return new Object[]{String.valueOf(people), what, String.valueOf(stored), result.fixesASecond(),
            result.millis(50), result.millis(99), serverSeconds * 1_000 / fixes, databaseSeconds * 1_000 / fixes,
            fixes / commits, rulebooks / fixes, pagesRead / fixes, walBytes / fixes, result.refused()};
    }
}
