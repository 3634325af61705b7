package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** All of it or nothing, and no connection comes back with a transaction open, whoever stops waiting, whenever. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class EagerTransactionTest {

    private static final String COUNT = "insert into quarantine_count (device_id, day, bodies, forgotten)"
            + " values ($1, $2, 1, 0)";
    private static final String LEFT_OPEN = "select count(*) from pg_stat_activity where usename = 'rollcall_intake'"
            + " and state like 'idle in transaction%'";

    @Inject
    @ReactiveDataSource("intake")
    Pool pool;
    @Inject
    Accounts accounts;
    @Inject
    People people;

    private UUID device;

    @BeforeEach
    void aDevice() {
        device = people.ownTracks(people.takenIn()).device();
    }

    @Test
    void whoStopsWaitingInTheMiddleLeavesNoTransactionOpenAndNothingHalfDone() {
        var begun = new CompletableFuture<Void>();
        var goOn = new CompletableFuture<Void>();

        var waiting = EagerTransaction.in(pool, tx -> count(tx, 1).invoke(() -> begun.complete(null))
                .chain(() -> Uni.createFrom().completionStage(goOn)).chain(() -> count(tx, 2))).subscribe()
                .with(done -> {
                });
        begun.join();
        waiting.cancel();
        goOn.complete(null);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(counted()).isEqualTo(2L);
            assertThat(accounts.queryOne(LEFT_OPEN)).isEqualTo(0L);
        });
    }

    @Test
    void whoStopsWaitingAtOnceLosesNoConnection() {
        for (int i = 0; i < 200; i++) {
            int day = i;
            EagerTransaction.in(pool, tx -> count(tx, day)).subscribe().with(done -> {
            }).cancel();
        }

        // More than there are connections: had one been lost each time, nobody would get any.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(counted()).isEqualTo(200L));
        String next = Walker.await(EagerTransaction.in(pool, tx -> count(tx, 200).replaceWith("done")));
        assertThat(next).isEqualTo("done");
    }

    @Test
    void whatFailsKeepsNothingAndLeavesNoTransactionOpen() {
        assertThatThrownBy(() -> Walker.await(EagerTransaction.in(pool, tx -> count(tx, 1).chain(() -> count(tx, 1)))))
                .hasMessageContaining("23505");

        assertThat(counted()).isEqualTo(0L);
        assertThat(accounts.queryOne(LEFT_OPEN)).isEqualTo(0L);
    }

    private Uni<Void> count(SqlConnection tx, int day) {
        return tx.preparedQuery(COUNT).execute(Tuple.of(device, LocalDate.parse("2001-01-01").plusDays(day)))
                .replaceWithVoid();
    }

    private Object counted() {
        return accounts.queryOne("select count(*) from quarantine_count where device_id = ?", device);
    }
}
