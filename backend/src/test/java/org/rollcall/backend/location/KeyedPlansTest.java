package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.DatabaseResource;

/**
 * Plans of intake are made once a connection and kept, so that they must be good before a table has filled: made while
 * there is little in it, the usual plan reads all of it ever after.
 */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class KeyedPlansTest {

    private static final String STANDINGS = "explain (costs off) select s.judged_seq from standing s"
            + " join unnest(array[gen_random_uuid()], array['PHONE']) as k (supervisee_id, device_kind)"
            + " using (supervisee_id, device_kind)";

    @Inject
    @ReactiveDataSource("intake")
    Pool intake;
    @Inject
    @ReactiveDataSource("worker")
    Pool worker;

    @Test
    void aTableWithNextToNothingInItIsReadByItsKey() {
        assertThat(plan(intake, STANDINGS)).contains("Index Scan using standing_pkey").doesNotContain("Seq Scan",
                "Hash");
    }

    @Test
    void whoCountsNoMoreIsLookedForAmongThoseAlone() {
        var plan = plan(intake,
                "explain (costs off) select d.id from device d where d.id = any(array[gen_random_uuid()])"
                        + " and d.revoked_at is not null union all select a.id from account a"
                        + " where a.id = any(array[gen_random_uuid()]) and a.disabled_at is not null");

        assertThat(plan).contains("using device_revoked", "using account_disabled").doesNotContain("_pkey");
    }

    @Test
    void theIndexOfADayIsNoWayToAFix() {
        var plan = plan(intake, "explain (costs off) select from fix f where f.supervisee_id = gen_random_uuid()"
                + " and f.fixed_at = now() and f.fixed_at >= now() - interval '1 day'");

        assertThat(plan).contains("_pkey").doesNotContain("Bitmap");
        assertThat(setting(intake, "enable_bitmapscan")).isEqualTo("off");
    }

    @Test
    void otherPoolsPlanAsTheyWill() {
        assertThat(setting(intake, "plan_cache_mode")).isEqualTo("force_generic_plan");
        assertThat(setting(worker, "plan_cache_mode")).isEqualTo("auto");
        assertThat(setting(worker, "enable_seqscan")).isEqualTo("on");
    }

    private static String plan(Pool pool, String explain) {
        return pool.withConnection((SqlConnection connection) -> connection.query(explain).execute())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0))
                        .collect(Collectors.joining("\n")))
                .await().indefinitely();
    }

    private static String setting(Pool pool, String name) {
        return pool.query("select current_setting('" + name + "')").execute()
                .map(rows -> rows.iterator().next().getString(0)).await().indefinitely();
    }
}
