package org.rollcall.backend.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.PrivatePostgres;

/**
 * How a version N+1 changes the table of fixes while N stores them (docs/operations.md, Changing the table of fixes): the
 * very statements written there, beside a writer of version N that never fails and never waits long.
 */
class MigrationPathTest {

    private static final String AS_VERSION_N = "insert into fix (supervisee_id, fixed_at, source_hash, received_at,"
            + " device_id, judged_seq, lon, lat, raw_x, raw_y, raw_crs, verdict, late, rules_version) values (?,"
            + " timestamptz '2026-11-01 00:00Z' + ? * interval '1 second', decode(md5(?::text), 'hex'), now(),"
            + " gen_random_uuid(), ?, 116, 39, 116, 39, 'WGS84', 'INSIDE', false, 1)";
    private static final int ROWS = 20_000;
    private static final int BATCH = 1_000;
    private static final long LONG_MILLIS = 1_500;

    private final UUID person = UUID.randomUUID();
    private final AtomicInteger stored = new AtomicInteger(ROWS);
    private final AtomicLong longest = new AtomicLong();

    @Test
    void versionBeforeStoresFixesThroughEveryStep() throws SQLException {
        var database = PrivatePostgres.running().migrated("migration_path_test");
        try (var owner = database.connect("owner"); var old = database.connect("intake")) {
            execute(owner, "select make_fix_partitions('2026-11-01', '2026-11-03')");
            execute(owner, "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq,"
                    + " lon, lat, raw_x, raw_y, raw_crs, verdict, late, rules_version) select '" + person
                    + "', timestamptz '2026-11-01 00:00Z' + n * interval '10 seconds', decode(md5('x' || n), 'hex'),"
                    + " now(), gen_random_uuid(), n, 116, 39, 116, 39, 'WGS84', 'INSIDE', false, 1"
                    + " from generate_series(1, " + ROWS + ") n");
            var stop = new AtomicBoolean();
            var versionN = CompletableFuture.runAsync(() -> store(old, stop));

            expand(owner);
            int backfilled = backfill(owner);
            stop.set(true);
            versionN.join();
            // Nodes of N are gone: what they stored meanwhile is filled in, and nothing new without a value comes.
            backfilled += backfill(owner);
            validate(owner);

            assertThat(backfilled).isEqualTo(stored.get());
            assertThat(stored.get()).as("N stored all the while").isGreaterThan(ROWS + 10);
            assertThat(longest.get()).as("milliseconds that N waited at most").isLessThan(LONG_MILLIS);
            assertThat(one(owner, "select count(*) from fix where altitude_m is null")).isZero();
            contract(owner);
            assertThat(one(owner, "select count(*) from fix")).isEqualTo(stored.get());
        }
    }

    /** A column that may be null: the catalogue changes and no row does. The constraint holds for new rows only. */
    private static void expand(Connection owner) throws SQLException {
        execute(owner, "set lock_timeout = '1s'");
        execute(owner, "alter table fix add column altitude_m real");
    }

    /** A partition after the other, some rows at a time, each its own transaction. */
    private static int backfill(Connection owner) throws SQLException {
        int all = 0;
        for (var day : new String[]{"fix_20261101", "fix_20261102", "fix_20261103"}) {
            int filled;
            do {
                filled = update(owner,
                        "update " + day + " set altitude_m = 0 where (supervisee_id, fixed_at, source_hash)"
                                + " in (select supervisee_id, fixed_at, source_hash from " + day
                                + " where altitude_m is null limit " + BATCH + " for update skip locked)");
                all += filled;
            } while (filled == BATCH);
        }
        return all;
    }

    /** Validating reads each partition without stopping those who write; only then is the column's own check free. */
    private static void validate(Connection owner) throws SQLException {
        execute(owner, "alter table fix add constraint fix_altitude check (altitude_m is not null) not valid");
        for (var day : new String[]{"fix_20261101", "fix_20261102", "fix_20261103"}) {
            execute(owner, "alter table " + day + " validate constraint fix_altitude");
        }
        execute(owner, "alter table fix validate constraint fix_altitude");
    }

    /** What no version that runs reads any more goes in a release after: the catalogue changes and no row does. */
    private static void contract(Connection owner) throws SQLException {
        execute(owner, "alter table fix drop column speed_mps");
    }

    private void store(Connection old, AtomicBoolean stop) {
        try (var statement = old.prepareStatement(AS_VERSION_N)) {
            for (int n = 0; !stop.get(); n++) {
                long begun = System.nanoTime();
                statement.setObject(1, person);
                statement.setInt(2, n % 250_000);
                statement.setInt(3, n);
                statement.setInt(4, n);
                stored.addAndGet(statement.executeUpdate());
                longest.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static long one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
