package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Intake, the API and sweeps have connections of their own: whoever uses up theirs keeps nobody else waiting. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class SeparatePoolsTest {

    private static final int AS_QUARKUS_HAS_IT = 20;

    @Inject
    Pool api;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;
    @Inject
    @ReactiveDataSource("worker")
    Pool worker;
    @Inject
    TickSweep sweep;
    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;

    private final List<SqlConnection> held = new ArrayList<>();
    private Walker walker;

    @BeforeEach
    void somebodyWhoHasSentBefore() {
        walker = new Walker(accounts, people, areas);
        send();
    }

    @AfterEach
    void giveBack() {
        held.forEach(connection -> Walker.await(connection.close()));
    }

    @Test
    void fixesAndSweepsGoOnWhileTheApiHasNoConnectionLeft() {
        useUp(api);

        send();
        Walker.await(sweep.sweep(Instant.now(), 100));

        assertThat(walker.fixes()).isEqualTo(2);
    }

    @Test
    void fixesGoOnWhileSweepsHaveNoConnectionLeft() {
        useUp(worker);

        send();

        assertThat(walker.fixes()).isEqualTo(2);
    }

    @Test
    void eachIsSomebodyOfItsOwnInTheDatabase() {
        assertThat(List.of(user(api), user(intake), user(worker))).containsExactly("rollcall_api", "rollcall_intake",
                "rollcall_worker");
    }

    private void useUp(Pool pool) {
        int most = ConfigProvider.getConfig().getOptionalValue("quarkus.datasource.reactive.max-size", int.class)
                .orElse(AS_QUARKUS_HAS_IT);
        for (int i = 0; i < most; i++) {
            held.add(Walker.await(pool.getConnection()));
        }
    }

    private static String user(Pool pool) {
        return Walker.await(pool.query("select current_user::text").execute()).iterator().next().getString(0);
    }

    private void send() {
        given().auth().oauth2(walker.token).contentType("application/json")
                .body(Map.of("fixes",
                        List.of(Map.of("sourceKey", UUID.randomUUID().toString(), "fixedAt",
                                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), "lon",
                                Walker.LON, "lat", Walker.LAT, "accuracyMetres", 10))))
                .post("/api/v1/me/fixes").then().statusCode(200);
    }
}
