package org.rollcall.backend.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.PrivatePostgres;

/** What the database refuses to hold of modes, their papers, custody and release; and which indexes a fix writes. */
class CollectionSchemaTest {

    private static final String UNIQUE = "23505";
    private static final String CHECK = "23514";
    private static final String FOREIGN_KEY = "23503";
    private static final String EXCLUSION = "23P01";
    private static final String FORBIDDEN = "42501";
    private static final String END = "'2026-12-01'::timestamptz";
    private static final String FROM = "'2026-09-01'::timestamptz";

    private static PrivatePostgres.Database database;
    private static Connection owner;
    private static County county;

    @BeforeAll
    static void migrate() throws SQLException {
        database = PrivatePostgres.running().migrated("collection_schema_test");
        owner = database.connect("owner");
        county = new County(owner);
    }

    @AfterAll
    static void close() throws SQLException {
        owner.close();
    }

    @Test
    void aPhoneByTheMinuteTakesAnInstruction() throws SQLException {
        var by = byTheMinute(instruction(county.riverPerson));

        put(by);

        by.put("instruction_id", "null");
        by.put("basis_until", "null");
        assertRefused(CHECK, () -> put(by));
    }

    @Test
    void norDoesItLastLongerThanThatInstruction() throws SQLException {
        var by = byTheMinute(instruction(county.hillPerson));
        by.put("supervisee_id", quoted(county.hillPerson));

        by.put("valid", "tstzrange(" + FROM + ", " + END + " + interval '1 second')");
        assertRefused(CHECK, () -> put(by));
        by.put("valid", "tstzrange(" + FROM + ", null)");
        assertRefused(CHECK, () -> put(by));
        by.put("basis_until", END + " + interval '1 second'");
        by.put("valid", "tstzrange(" + FROM + ", " + END + ")");
        assertRefused(FOREIGN_KEY, () -> put(by));
    }

    @Test
    void anInstructionIsForOnePerson() throws SQLException {
        var by = byTheMinute(instruction(county.riverPerson));
        by.put("supervisee_id", quoted(county.hillPerson));

        assertRefused(FOREIGN_KEY, () -> put(by));
    }

    @ParameterizedTest
    @CsvSource({"instruction_id, basis_until", "mode, mode"})
    void aBraceletTakesAnOrderAndNothingElse(String one, String other) throws SQLException {
        var by = byTheMinute(instruction(county.hillPerson));
        by.put("supervisee_id", quoted(county.hillPerson));
        by.put("device_kind", "'BRACELET'");
        by.put(one, one.equals("mode") ? "'SPARSE'" : "null");
        by.put(other, other.equals("mode") ? "'SPARSE'" : "null");

        assertRefused(CHECK, () -> put(by));
    }

    @ParameterizedTest
    @ValueSource(strings = {"notified_at", "hours_from_minute", "hours_until_minute", "interval_s"})
    void sparseIsInHoursThatThePersonWasToldOf(String missing) throws SQLException {
        var sparse = sparse();
        sparse.put(missing, "null");

        assertRefused(CHECK, () -> put(sparse));
    }

    @Test
    void sparseIsSparse() {
        var sparse = sparse();
        sparse.put("interval_s", "899");

        assertRefused(CHECK, () -> put(sparse));
    }

    @Test
    void believedModesOfOneKindOfDeviceDoNotOverlap() throws SQLException {
        var sparse = sparse();
        sparse.put("valid", "tstzrange('2030-01-01', '2030-02-01')");
        put(sparse);

        sparse.put("valid", "tstzrange('2030-01-31', null)");
        assertRefused(EXCLUSION, () -> put(sparse));
    }

    @ParameterizedTest
    @CsvSource({"2026-01-15, 2026-04-14", "2025-11-30, 2026-02-27", "2026-01-31, 2026-04-29"})
    void anOrderIsForThreeMonthsToTheDay(String first, String last) throws SQLException {
        order(first, last, "COUNTY_BUREAU_HEAD");

        var longer = LocalDate.parse(last).plusDays(1).toString();
        assertRefused(CHECK, () -> order(first, longer, "COUNTY_BUREAU_HEAD"));
    }

    @Test
    void anOrderIsApprovedByTheHeadOfTheCountyBureau() {
        assertRefused(CHECK, () -> order("2026-01-15", "2026-01-20", "COUNTY_OFFICER"));
    }

    @Test
    void onlyABraceletHasASerialNumberAndOneThatIsInUseHasItAlone() throws SQLException {
        var insert = "insert into device (id, supervisee_id, kind, dialect, secret_hash, serial_number, enrolled_at)"
                + " values (gen_random_uuid(), ?, ?, 'TRACCAR', sha256(random()::text::bytea), 'SN', now())";
        county.update(insert, county.riverPerson, "BRACELET");

        assertRefused(UNIQUE, () -> county.update(insert, county.hillPerson, "BRACELET"));
        assertRefused(CHECK, () -> county.update(insert, county.hillPerson, "PHONE"));
    }

    @Test
    void custodiesOfOnePersonDoNotOverlapAndNobodyIsReleasedTwice() throws SQLException {
        var custody = "insert into custody (id, supervisee_id, kind, reason, valid, began_at, recorded_by, recorded_at)"
                + " values (gen_random_uuid(), ?, 'CUSTODY', 'x', tstzrange(?::timestamptz, null), now(), ?, now())";
        county.update(custody, county.riverPerson, "2026-05-01", county.riverOfficer);
        assertRefused(EXCLUSION, () -> county.update(custody, county.riverPerson, "2026-06-01", county.riverOfficer));

        var release = "insert into release (id, supervisee_id, kind, reason, released_at, recorded_by, recorded_at)"
                + " values (gen_random_uuid(), ?, 'PARDON', 'x', now() - interval '1 hour', ?, now())";
        county.update(release, county.riverPerson, county.riverOfficer);
        assertRefused(UNIQUE, () -> county.update(release, county.riverPerson, county.riverOfficer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"location_mode set mode = mode", "location_mode set valid = valid",
        "legal_instruction set valid_until = valid_until", "positioning_order set last_day = last_day",
        "custody set kind = kind", "release set kind = kind", "watch_due set due_at = due_at",
        "silence set since = since"})
    void theApplicationRewritesNoneOfIt(String change) throws SQLException {
        try (var api = database.connect("api"); var statement = api.createStatement()) {
            assertRefused(FORBIDDEN, () -> statement.executeUpdate("update " + change));
        }
    }

    /** The last contact, the counts and the clock are written with every fix: no index may hold them. */
    @Test
    void noIndexOfAStandingHoldsWhatAFixWrites() throws SQLException {
        assertThat(indexed("standing")).containsExactlyInAnyOrder("supervisee_id", "device_kind");
    }

    /** Its key, and a range of pages by time: nothing that grows a tree for each fix beside the key. */
    @Test
    void aFixIsInOneTree() throws SQLException {
        var trees = new TreeSet<String>();
        try (var rows = owner.createStatement().executeQuery("select i.relname, a.amname from pg_index x"
                + " join pg_class i on i.oid = x.indexrelid join pg_am a on a.oid = i.relam"
                + " where x.indrelid = 'fix'::regclass")) {
            while (rows.next()) {
                trees.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        assertThat(trees).containsExactly("fix_fixed_at brin", "fix_pkey btree");
    }

    private static TreeSet<String> indexed(String table) throws SQLException {
        var columns = new TreeSet<String>();
        try (var rows = owner.createStatement().executeQuery("select a.attname, pg_get_expr(x.indexprs, x.indrelid),"
                + " pg_get_expr(x.indpred, x.indrelid) from pg_index x join pg_attribute a on a.attrelid = x.indrelid"
                + " and a.attnum = any (x.indkey::int2[]) where x.indrelid = '" + table + "'::regclass")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
                assertThat(rows.getString(2)).isNull();
                assertThat(rows.getString(3)).isNull();
            }
        }
        return columns;
    }

    private static UUID instruction(UUID person) throws SQLException {
        var id = UUID.randomUUID();
        county.update(
                "insert into legal_instruction (id, supervisee_id, document_number, issued_by, reason, valid_until,"
                        + " recorded_by, recorded_at) values (?, ?, '1', 'x', 'x', " + END + ", ?, '2026-01-01')",
                id, person,
                county.riverOfficer);
        return id;
    }

    private static void order(String first, String last, String approver) throws SQLException {
        county.update("insert into positioning_order (id, supervisee_id, serial_number, ground, evidence,"
                + " document_number, approver_name, approver_role, first_day, last_day, valid, recorded_by, recorded_at)"
                + " values (gen_random_uuid(), ?, 'SN', 'POLICE_PENALTY', 'x', '1', 'x', ?, '" + first + "', '" + last
                + "', tstzrange(now(), now() + interval '1 day'), ?, now())", county.riverPerson, approver,
                county.riverOfficer);
    }

    private static Map<String, String> byTheMinute(UUID instruction) {
        var row = row("CONTINUOUS", 60);
        row.put("instruction_id", quoted(instruction));
        row.put("basis_until", END);
        return row;
    }

    private static Map<String, String> sparse() {
        var row = row("SPARSE", 3_600);
        row.put("supervisee_id", quoted(county.hillPerson));
        row.put("hours_from_minute", "480");
        row.put("hours_until_minute", "1200");
        row.put("notified_at", "now()");
        return row;
    }

    private static Map<String, String> row(String mode, int seconds) {
        var row = new LinkedHashMap<String, String>();
        row.put("id", "gen_random_uuid()");
        row.put("supervisee_id", quoted(county.riverPerson));
        row.put("device_kind", "'PHONE'");
        row.put("mode", "'" + mode + "'");
        row.put("basis", "'x'");
        row.put("reason", "'x'");
        row.put("interval_s", String.valueOf(seconds));
        row.put("valid", "tstzrange(" + FROM + ", " + END + ")");
        row.put("known_from", "now()");
        row.put("set_by", quoted(county.riverOfficer));
        return row;
    }

    private static void put(Map<String, String> row) throws SQLException {
        county.update("insert into location_mode (" + String.join(", ", row.keySet()) + ") values ("
                + row.values().stream().collect(Collectors.joining(", ")) + ")");
    }

    private static String quoted(UUID id) {
        return "'" + id + "'";
    }

    private static void assertRefused(String sqlState, ThrowingCallable call) {
        assertThatExceptionOfType(SQLException.class).isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo(sqlState));
    }
}
