package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.PrivatePostgres;

/** How the database finds a trajectory among many people's fixes, under row-level security. */
class TrajectoryPlanTest {

    private static final UUID PERSON = UUID.fromString("00000000-0000-7000-8000-000000000007");
    private static final UUID OFFICER = UUID.fromString("00000000-0000-7000-8000-000000000008");

    private static PrivatePostgres.Database database;
    private static Connection owner;

    @BeforeAll
    static void manyFixesOfManyPeople() throws SQLException {
        database = PrivatePostgres.running().migrated("trajectory_plan_test");
        owner = database.connect("owner");
        for (var sql : List.of("select make_fix_partitions('2026-11-01', '2026-11-10')",
                "insert into agency_unit (id, level, name, created_at) values ('" + OFFICER
                        + "', 'PROVINCE', 'P', now())",
                "insert into account (id, kind, login, display_name, password_hash, created_at) values ('" + OFFICER
                        + "', 'STAFF', 'officer', 'Somebody', 'x', now())",
                "insert into post (id, account_id, unit_id, role, valid) values ('" + OFFICER + "', '" + OFFICER
                        + "', '"
                        + OFFICER + "', 'OFFICER', tstzrange('2020-01-01', null))",
                "insert into account (id, kind, display_name, created_at) values ('" + PERSON
                        + "', 'SUPERVISEE', 'Somebody', now())",
                "insert into supervisee (id, unit_id, case_number, full_name, legal_basis, term_from, term_until,"
                        + " created_at) values ('" + PERSON + "', '" + OFFICER + "', '1', 'Somebody', 'PROBATION',"
                        + " '2026-01-01', '2026-12-31', now())",
                "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon, lat,"
                        + " raw_x, raw_y, raw_crs, verdict, late, rules_version)"
                        + " select case when n % 20 = 0 then '" + PERSON + "' else md5((n % 20)::text)::uuid end,"
                        + " timestamptz '2026-11-01 00:00Z' + n * interval '1 minute', decode(md5(n::text), 'hex'),"
                        + " now(), gen_random_uuid(), n, 116, 39, 116, 39, 'WGS84', 'INSIDE', false, 1"
                        + " from generate_series(0, 14399) n",
                "analyze")) {
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
    void theFirstPageReadsTheKeysOfTheDaysAskedForAndNothingElse() throws SQLException {
        var plan = plan(Trajectories.FIRST, "'" + PERSON + "'", "'2026-11-04 06:00Z'", "'2026-11-06 00:00Z'", "50");

        assertThat(partitions(plan)).containsExactly("fix_20261104", "fix_20261105");
        assertThat(indexes(plan)).containsExactly("fix_20261104_pkey", "fix_20261105_pkey");
        assertThat(wholeScans(plan)).isEmpty();
    }

    @Test
    void aLaterPageBeginsWhereTheOneBeforeEnded() throws SQLException {
        var plan = plan(Trajectories.NEXT, "'" + PERSON + "'", "'2026-11-05 06:00Z'", "'2026-11-06 00:00Z'", "50",
                "'2026-11-05 06:00Z'", "'\\xabababababababababababababababab'");

        assertThat(partitions(plan)).containsExactly("fix_20261105");
        assertThat(indexes(plan)).containsExactly("fix_20261105_pkey");
        assertThat(wholeScans(plan)).isEmpty();
        assertThat(conditions(plan)).contains("ROW(fixed_at, source_hash) >");
    }

    private static SortedSet<String> partitions(List<JsonObject> plan) {
        return named(plan, "Relation Name");
    }

    private static SortedSet<String> indexes(List<JsonObject> plan) {
        return named(plan, "Index Name");
    }

    private static SortedSet<String> named(List<JsonObject> plan, String property) {
        return plan.stream().map(node -> node.getString(property)).filter(Objects::nonNull)
                .filter(name -> name.startsWith("fix")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonObject> wholeScans(List<JsonObject> plan) {
        return plan.stream().filter(node -> node.getString("Node Type").equals("Seq Scan"))
                .filter(node -> node.getString("Relation Name").startsWith("fix")).toList();
    }

    private static String conditions(List<JsonObject> plan) {
        return plan.stream().map(node -> node.getString("Index Cond", "")).collect(Collectors.joining(" "));
    }

    /** All nodes of the plan that the API gets, as an officer. */
    private static List<JsonObject> plan(String sql, String... values) throws SQLException {
        var text = sql;
        for (int i = values.length; i > 0; i--) {
            text = text.replace("$" + i, values[i - 1]);
        }
        try (var api = database.connect("api"); var statement = api.createStatement()) {
            api.setAutoCommit(false);
            statement.execute("select set_config('rollcall.account_id', '" + OFFICER + "', true)");
            try (var rows = statement.executeQuery("explain (format json) " + text)) {
                rows.next();
                return all(new JsonArray(rows.getString(1)).getJsonObject(0).getJsonObject("Plan")).toList();
            }
        }
    }

    private static Stream<JsonObject> all(JsonObject plan) {
        var below = new ArrayList<JsonObject>();
        plan.getJsonArray("Plans", new JsonArray()).forEach(node -> below.add((JsonObject) node));
        return Stream.concat(Stream.of(plan), below.stream().flatMap(TrajectoryPlanTest::all));
    }
}
