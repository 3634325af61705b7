package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.backend.testing.PrivatePostgres;

class BackupTest {

    @TempDir
    static Path scratch;

    private static PrivatePostgres postgres;
    private static Path backup;
    private static int taken;

    @BeforeAll
    static void backUpADatabaseWithDeliveriesUnderWay() throws SQLException {
        postgres = PrivatePostgres.running();
        try (var owner = postgres.migrated("backup_source").connect("owner")) {
            var officer = officer(owner);
            deliver(owner, officer, "waiting", "'PENDING', null, null, null");
            deliver(owner, officer, "leased", "'PENDING', null, 'node-1', now() + interval '1 minute'");
            deliver(owner, officer, "sent", "'SENT', now(), null, null");
            deliver(owner, officer, "dead", "'DEAD', now(), null, null");
            update(owner, "insert into audit_entry (id, at, action, tx) values (gen_random_uuid(), now(), 'FUTURE',"
                    + " '9000000000000'::xid8), (gen_random_uuid(), now(), 'PAST', '3'::xid8)");
        }
        backup = scratch.resolve("rollcall.dump");
        postgres.run("dump", "backup_source", backup.toString());
    }

    @Test
    void restoredDatabaseHoldsWhatWasBackedUp() throws SQLException {
        try (var owner = restored().connect("owner")) {
            assertThat(strings(owner, "select message ->> 'text' from outbox order by 1")).containsExactly("dead",
                    "leased", "sent", "waiting");
            assertThat(strings(owner, "select version from flyway_schema_history where version is not null"))
                    .isNotEmpty();
        }
    }

    @Test
    void restoreHoldsBackEveryDeliveryThatWasWaiting() throws SQLException {
        try (var owner = restored().connect("owner")) {
            assertThat(strings(owner, "select message ->> 'text' from outbox where state = 'PENDING'")).isEmpty();
            assertThat(strings(owner, "select message ->> 'text' from outbox where state = 'CANCELLED_BY_RESTORE'"
                    + " and lease_owner is null order by 1")).containsExactly("leased", "waiting");
            assertThat(
                    strings(owner, "select message ->> 'text' from outbox where state in ('SENT', 'DEAD') order by 1"))
                    .containsExactly("dead", "sent");
        }
    }

    @Test
    void operatorReleasesWhatWasHeldBack() throws SQLException {
        var database = restoredName();

        assertThat(postgres.run("release-outbox", database)).contains("2 deliveries released");

        try (var owner = postgres.database(database).connect("owner")) {
            assertThat(strings(owner, "select message ->> 'text' from outbox where state = 'PENDING' order by 1"))
                    .containsExactly("leased", "waiting");
        }
    }

    @Test
    void restoredRowsAreNotInTheFutureOfReadersOfWhatIsNew() throws SQLException {
        try (var owner = restored().connect("owner")) {
            assertThat(strings(owner, "select action from audit_entry"
                    + " where tx < pg_snapshot_xmin(pg_current_snapshot()) order by 1"))
                    .containsExactly("FUTURE", "PAST");
            assertThat(strings(owner, "select tx::text from audit_entry where action = 'PAST'")).containsExactly("3");
        }
    }

    @Test
    void restoredDatabaseKeepsItsWalls() throws SQLException {
        var database = restored();
        try (var api = database.connect("api"); var auditor = database.connect("auditor")) {
            assertThat(strings(api, "select has_table_privilege('outbox', 'delete')::text")).containsExactly("false");
            assertThat(strings(auditor, "select relrowsecurity::text from pg_class where oid = 'supervisee'::regclass"))
                    .containsExactly("true");
        }
    }

    @Test
    void restoreIntoADatabaseWithDataIsRefused() {
        var database = restoredName();

        assertThatIllegalStateException().isThrownBy(() -> postgres.run("restore", database, backup.toString()))
                .withMessageContaining("is not empty");
    }

    @Test
    void replaceKeepsTheDatabaseOfBefore() throws SQLException {
        var database = restoredName();
        try (var owner = postgres.database(database).connect("owner")) {
            update(owner, "update outbox set message = '{\"text\": \"newer\"}'");
        }

        postgres.run("restore", database, backup.toString(), "--replace");

        var kept = postgres.run("psql", "postgres", "-Atc",
                "select max(datname) from pg_database where datname like '" + database + "_before_%'").strip();
        try (var now = postgres.database(database).connect("owner");
                var before = postgres.database(kept).connect("owner")) {
            assertThat(strings(now, "select distinct message ->> 'text' from outbox order by 1")).hasSize(4);
            assertThat(strings(before, "select distinct message ->> 'text' from outbox")).containsExactly("newer");
        }
    }

    @Test
    void replaceWaitsForASessionThatIsLeaving() throws Exception {
        var database = restoredName();
        var leaving = postgres.database(database).connect("owner");
        var closing = CompletableFuture.runAsync(() -> close(leaving),
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));

        postgres.run("restore", database, backup.toString(), "--replace");

        assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void replaceIsRefusedWhileSomebodyIsConnected() throws SQLException {
        var database = restoredName();
        try (var connected = postgres.database(database).connect("owner")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> postgres.run("restore", database, backup.toString(), "--replace"))
                    .withMessageContaining("is in use");
            assertThat(connected.isValid(1)).isTrue();
        }
    }

    @Test
    void damagedBackupRestoresNothing() throws IOException, SQLException {
        var whole = Files.readAllBytes(backup);
        var damaged = Files.write(scratch.resolve("damaged.dump"), Arrays.copyOf(whole, whole.length * 4 / 5));
        var database = "restore_damaged";
        postgres.run("createdb", database, "--fresh");

        assertThatIllegalStateException().isThrownBy(() -> postgres.run("restore", database, damaged.toString()))
                .withMessageContaining("rollcall: ");

        try (var owner = postgres.database(database).connect("owner")) {
            assertThat(strings(owner, "select tablename from pg_tables where schemaname = 'public'"
                    + " and tableowner = 'rollcall_owner'")).isEmpty();
        }
    }

    @Test
    void aDatabaseWithoutASchemaIsNoBackup() {
        postgres.run("createdb", "backup_of_nothing", "--fresh");
        var file = scratch.resolve("nothing.dump");

        assertThatIllegalStateException()
                .isThrownBy(() -> postgres.run("dump", "backup_of_nothing", file.toString()))
                .withMessageContaining("holds nothing of Rollcall");

        assertThat(file).doesNotExist();
    }

    @Test
    void backupIsForItsOwnerOnlyAndNeverOverwritten() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup))).isEqualTo("rw-------");
        assertThatIllegalStateException()
                .isThrownBy(() -> postgres.run("dump", "backup_source", backup.toString()))
                .withMessageContaining("never overwrites");
    }

    private static PrivatePostgres.Database restored() {
        return postgres.database(restoredName());
    }

    private static synchronized String restoredName() {
        var name = "restore_target_" + ++taken;
        postgres.run("createdb", name, "--fresh");
        postgres.run("restore", name, backup.toString());
        return name;
    }

    private static UUID officer(Connection owner) throws SQLException {
        var id = UUID.randomUUID();
        update(owner, "insert into account (id, kind, login, display_name, password_hash, created_at)"
                + " values ('" + id + "', 'STAFF', 'officer', 'An officer', 'x', now())");
        return id;
    }

    private static void deliver(Connection owner, UUID account, String text, String state) throws SQLException {
        update(owner,
                "insert into outbox (id, account_id, message, next_at, created_at, state, finished_at, lease_owner,"
                        + " lease_until) values (gen_random_uuid(), '" + account + "', jsonb_build_object('text', '"
                        + text
                        + "'), now(), now(), " + state + ")");
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
