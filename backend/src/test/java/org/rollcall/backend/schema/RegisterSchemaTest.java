package org.rollcall.backend.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.PrivatePostgres;

/** What the database itself refuses about periods, codes and devices. */
class RegisterSchemaTest {

    private static final String UNIQUE = "23505";
    private static final String CHECK = "23514";
    private static final String FORBIDDEN = "42501";
    private static final String CODE = "insert into enrolment_code (id, supervisee_id, code_hash, issued_by, issued_at,"
            + " expires_at, used_at, replaced_at) values (gen_random_uuid(), ?, sha256(?::text::bytea), ?, now(),"
            + " now() + interval '15 minutes', ?::timestamptz, ?::timestamptz)";
    private static final String PHONE = "insert into device (id, supervisee_id, kind, dialect, public_key, secret_hash,"
            + " enrolled_at) values (gen_random_uuid(), ?, 'PHONE', ?, ?, null, now())";

    private static PrivatePostgres.Database database;
    private static Connection owner;
    private static County county;

    @BeforeAll
    static void migrate() throws SQLException {
        database = PrivatePostgres.running().migrated("register_schema_test");
        owner = database.connect("owner");
        county = new County(owner);
        county.update("insert into collection_period (id, supervisee_id, valid, known_from)"
                + " values (gen_random_uuid(), ?, tstzrange('2026-01-01', null), now())", county.riverPerson);
        code(county.riverPerson, null, null);
        county.update(PHONE, county.riverPerson, "NATIVE", new byte[]{1});
    }

    @AfterAll
    static void close() throws SQLException {
        owner.close();
    }

    @Test
    void secondOpenCodeOfAPersonIsRefused() throws SQLException {
        code(county.hillPerson, null, null);

        assertRefused(UNIQUE, () -> code(county.hillPerson, null, null));
        code(county.hillPerson, null, "tomorrow");
    }

    @Test
    void codeIsNotUsedAndReplaced() {
        assertRefused(CHECK, () -> code(county.hillPerson, "now", "tomorrow"));
        assertRefused(CHECK, () -> code(county.hillPerson, null, "yesterday"));
    }

    @Test
    void secondPhoneOfAPersonIsRefused() {
        assertRefused(UNIQUE, () -> county.update(PHONE, county.riverPerson, "NATIVE", new byte[]{2}));
    }

    @Test
    void onlyOurOwnClientHasAKey() {
        assertRefused(CHECK, () -> county.update(PHONE, county.hillPerson, "TRACCAR", new byte[]{1}));
        assertRefused(CHECK, () -> county.update(PHONE, county.hillPerson, "NATIVE", null));
    }

    @Test
    void officerSeesPeriodsCodesAndDevicesOfTheOwnOfficeOnly() throws SQLException {
        for (var table : List.of("collection_period", "enrolment_code", "device")) {
            assertThat(visible(county.riverOfficer, table)).as(table).isEqualTo(1);
            assertThat(visible(county.hillOfficer, table)).as(table).isZero();
            assertThat(visible(null, table)).as(table).isZero();
        }
    }

    @Test
    void personSeesTheOwnPeriodAndDeviceAndNoCode() throws SQLException {
        assertThat(visible(county.riverPerson, "collection_period")).isEqualTo(1);
        assertThat(visible(county.riverPerson, "device")).isEqualTo(1);
        assertThat(visible(county.riverPerson, "enrolment_code")).isZero();
    }

    @Test
    void nothingIsWrittenAboutSomebodyOutOfScope() throws SQLException {
        var period = "insert into collection_period (id, supervisee_id, valid, known_from) values (gen_random_uuid(),"
                + " '%s', tstzrange('2020-01-01', '2020-02-01'), now()) returning 1";
        var device = "insert into device (id, supervisee_id, kind, dialect, enrolled_at) values (gen_random_uuid(),"
                + " '%s', 'BRACELET', 'TRACCAR', now()) returning 1";
        for (var sql : List.of(period, device)) {
            assertRefused(FORBIDDEN, () -> as(county.hillOfficer, sql.formatted(county.riverPerson)));
            assertThat(as(county.riverOfficer, sql.formatted(county.riverPerson))).isEqualTo(1);
        }
        // A person does not take themself in.
        assertRefused(FORBIDDEN, () -> as(county.riverPerson, period.formatted(county.riverPerson)));
    }

    @Test
    void intakeAndWorkerReadWhatTheyJudgeByAndNoCode() throws SQLException {
        for (var role : List.of("intake", "worker")) {
            try (var machine = database.connect(role)) {
                assertThat(count(machine, "select count(*) from collection_period")).isEqualTo(1);
                assertThat(count(machine, "select count(*) from device")).isEqualTo(1);
                assertRefused(FORBIDDEN, () -> count(machine, "select count(*) from enrolment_code"));
                assertRefused(FORBIDDEN, () -> count(machine, "select count(*) from redeem_enrolment_code('', now())"));
                assertRefused(FORBIDDEN, () -> count(machine, "select count(*) from device_key(gen_random_uuid())"));
            }
        }
    }

    @Test
    void proofsAreSpentAndNeverRead() throws SQLException {
        try (var api = database.connect("api")) {
            assertRefused(FORBIDDEN, () -> count(api, "select count(*) from device_assertion"));
            assertRefused(FORBIDDEN, () -> count(api, "delete from device_assertion returning 1"));
        }
    }

    private static void code(UUID person, String used, String replaced) throws SQLException {
        county.update(CODE, person, UUID.randomUUID().toString(), county.riverOfficer, used, replaced);
    }

    private static int visible(UUID account, String table) throws SQLException {
        return as(account, "select count(*) from " + table + " where supervisee_id = '" + county.riverPerson + "'");
    }

    private static int as(UUID account, String sql) throws SQLException {
        try (var api = database.connect("api")) {
            api.setAutoCommit(false);
            if (account != null) {
                count(api, "select length(set_config('rollcall.account_id', '" + account + "', true))");
            }
            int seen = count(api, sql);
            api.rollback();
            return seen;
        }
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql); var rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void assertRefused(String sqlState, ThrowingCallable call) {
        assertThatExceptionOfType(SQLException.class).isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo(sqlState));
    }
}
