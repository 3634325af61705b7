package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.PrivatePostgres;

/** How the database finds who was where: by the block ranges of the day's partition, and by no index on places. */
class PresencePlanTest {

    private static final UUID OFFICER = UUID.fromString("00000000-0000-7000-8000-000000000018");

    private static PrivatePostgres.Database database;
    private static Connection owner;

    /** 200,000 fixes of 2,000 people, in the order of their time, as they come. */
    @BeforeAll
    static void aDayOfManyPeople() throws SQLException {
        database = PrivatePostgres.running().migrated("presence_plan_test");
        owner = database.connect("owner");
        for (var sql : List.of("select make_fix_partitions('2026-11-01', '2026-11-03')",
                "insert into agency_unit (id, level, name, created_at) values ('" + OFFICER
                        + "', 'PROVINCE', 'P', now())",
                "insert into account (id, kind, login, display_name, password_hash, created_at) values ('" + OFFICER
                        + "', 'STAFF', 'officer', 'Somebody', 'x', now())",
                "insert into post (id, account_id, unit_id, role, valid) values ('" + OFFICER + "', '" + OFFICER
                        + "', '" + OFFICER + "', 'COUNTY_OFFICER', tstzrange('2020-01-01', null))",
                "insert into account (id, kind, display_name, created_at) select md5(n::text)::uuid, 'SUPERVISEE',"
                        + " 'Somebody', now() from generate_series(0, 1999) n",
                "insert into supervisee (id, unit_id, case_number, full_name, legal_basis, term_from, term_until,"
                        + " created_at) select md5(n::text)::uuid, '" + OFFICER + "', n::text, 'Somebody', 'PROBATION',"
                        + " '2026-01-01', '2026-12-31', now() from generate_series(0, 1999) n",
                "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon, lat,"
                        + " raw_x, raw_y, raw_crs, accuracy_m, verdict, late, rules_version)"
                        + " select md5((n % 2000)::text)::uuid, timestamptz '2026-11-02 00:00Z' + n * interval '430 ms',"
                        + " decode(md5(n::text), 'hex'), now(), gen_random_uuid(), n, 116 + random(), 39 + random(), 116,"
                        + " 39, 'WGS84', 10, 'INSIDE', false, 1 from generate_series(0, 199999) n",
                "vacuum analyze")) {
            try (var statement = owner.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        owner.close();
    }

    @Test
    void anHourIsReadByTheBlockRangesOfItsDay() throws SQLException {
        var plan = plan();

        assertThat(plan).contains("fix_20261102_fixed_at_idx").doesNotContain("fix_20261101").doesNotContain(
                "fix_20261103").doesNotContain("Seq Scan on fix");
        assertThat(heapBlocks(plan)).as("of some 4,700 pages, those of the hour").isLessThan(400);
    }

    @Test
    void noIndexOnPlacesIsPaidWithEachFix() throws SQLException {
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery("select string_agg(distinct"
                        + " m.amname, ' ' order by m.amname) from pg_index i join pg_class c on c.oid = i.indexrelid"
                        + " join pg_am m on m.oid = c.relam join pg_inherits h on h.inhrelid = i.indrelid"
                        + " where h.inhparent = 'fix'::regclass")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("brin btree");
        }
    }

    private static int heapBlocks(String plan) {
        var found = java.util.regex.Pattern.compile("Heap Blocks: (?:exact=(\\d+))?\\s*(?:lossy=(\\d+))?")
                .matcher(plan);
        int blocks = 0;
        while (found.find()) {
            blocks += found.group(1) == null ? 0 : Integer.parseInt(found.group(1));
            blocks += found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        }
        assertThat(blocks).as(plan).isPositive();
        return blocks;
    }

    /** What the API gets, as a county officer. */
    private static String plan() throws SQLException {
        var text = PresenceSearch.NEAR;
        var values = List.of("'2026-11-02 08:00Z'", "'2026-11-02 09:00Z'", "116.3", "116.4", "39.3", "39.4", "20001");
        for (int i = values.size(); i > 0; i--) {
            text = text.replace("$" + i, values.get(i - 1));
        }
        try (var api = database.connect("api"); var statement = api.createStatement()) {
            api.setAutoCommit(false);
            statement.execute("select set_config('rollcall.account_id', '" + OFFICER + "', true)");
            var plan = new StringBuilder();
            try (var rows = statement.executeQuery("explain (analyze, costs off, timing off) " + text)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
