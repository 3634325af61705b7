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

/** What the database itself refuses about what is kept of fixes. */
class KeepingSchemaTest {

    private static final String CHECK = "23514";
    private static final String FORBIDDEN = "42501";
    private static final String LINK = "insert into fix_link (supervisee_id, fixed_at, source_hash, kind, object_id)"
            + " values ('%s', now(), decode(md5(random()::text), 'hex'), '%s', gen_random_uuid()) returning 1";

    private static PrivatePostgres.Database database;
    private static Connection owner;
    private static County county;

    @BeforeAll
    static void keepSomething() throws SQLException {
        database = PrivatePostgres.running().migrated("keeping_schema_test");
        owner = database.connect("owner");
        county = new County(owner);
        county.update("insert into kept_fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq,"
                + " lon, lat, raw_x, raw_y, raw_crs, verdict, late, rules_version) values (?, now(),"
                + " decode(md5('1'), 'hex'), now(), gen_random_uuid(), 1, 116, 39, 116, 39, 'WGS84', 'INSIDE', false, 1)",
                county.riverPerson);
        county.update(
                "insert into thinned_fix (supervisee_id, fixed_at, source_hash, received_at, judged_seq, lon, lat,"
                        + " verdict, late, rules_version) values (?, now(), decode(md5('1'), 'hex'), now(), 1, 116, 39, 'INSIDE',"
                        + " false, 1)",
                county.riverPerson);
        try (var statement = owner.createStatement()) {
            statement.execute(LINK.formatted(county.riverPerson, "FINDING"));
        }
    }

    @AfterAll
    static void close() throws SQLException {
        owner.close();
    }

    @Test
    void officerSeesWhatIsKeptOfTheOwnOfficeOnly() throws SQLException {
        for (var table : List.of("kept_fix", "thinned_fix", "fix_link")) {
            var sql = "select count(*) from " + table + " where supervisee_id = '" + county.riverPerson + "'";
            assertThat(as(county.riverOfficer, sql)).as(table).isEqualTo(1);
            assertThat(as(county.hillOfficer, sql)).as(table).isZero();
            assertThat(as(null, sql)).as(table).isZero();
        }
    }

    @Test
    void whatIsKeptIsWrittenByTheOwnersStepsAlone() throws SQLException {
        for (var role : List.of("api", "intake", "worker")) {
            try (var machine = database.connect(role)) {
                for (var table : List.of("kept_fix", "thinned_fix")) {
                    assertRefused(FORBIDDEN, () -> count(machine, "delete from " + table + " returning 1"));
                    assertRefused(FORBIDDEN, () -> count(machine, "update " + table + " set lon = 0 returning 1"));
                }
            }
        }
        try (var api = database.connect("api")) {
            assertRefused(FORBIDDEN, () -> count(api, "select keep_named_fixes('2026-11-01', 1)"));
            assertRefused(FORBIDDEN, () -> count(api, "select count(*) from fix_day_dropped"));
        }
    }

    @Test
    void onlyWhoMayActForAPersonNamesAFixOfThem() throws SQLException {
        assertThat(as(county.riverOfficer, LINK.formatted(county.riverPerson, "DISPUTE"))).isEqualTo(1);
        assertRefused(FORBIDDEN, () -> as(county.hillOfficer, LINK.formatted(county.riverPerson, "DISPUTE")));
        assertRefused(FORBIDDEN, () -> as(county.riverPerson, LINK.formatted(county.riverPerson, "DISPUTE")));
        assertRefused(CHECK, () -> as(county.riverOfficer, LINK.formatted(county.riverPerson, "WHIM")));
    }

    @Test
    void regimeIsOneOfTwoAndAdultUnlessSaid() throws SQLException {
        assertThat(count(owner, "select count(*) from supervisee where regime <> 'ADULT'")).isZero();
        assertRefused(CHECK, () -> county.update("update supervisee set regime = 'OTHER' where id = ?",
                county.hillPerson));
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
