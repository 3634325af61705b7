package org.rollcall.backend.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ClockReadyTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");

    @Inject
    Pool pool;
    @Inject
    ClockSkewConfig config;
    @Inject
    TestClock clock;

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, UP", "PT3S, UP", "-PT3S, UP", "PT9S, DOWN", "-PT9S, DOWN"})
    void nodeWhoseClockIsFartherOffThanTheBoundIsNotReady(Duration off, Status expected) {
        var node = new ClockReady(new ClockWatch(pool, config, Clock.offset(Clock.systemUTC(), off)));

        var answer = node.call().await().atMost(Duration.ofSeconds(10));

        assertThat(answer.getStatus()).isEqualTo(expected);
    }

    @Test
    void timeOfAskingCountsForNothing() {
        assertThat(ClockWatch.ahead(NOON, NOON.plusSeconds(8), NOON.plusSeconds(9))).isZero();
        assertThat(ClockWatch.ahead(NOON, NOON.minusSeconds(2), NOON.plusSeconds(9))).hasSeconds(2);
        assertThat(ClockWatch.ahead(NOON, NOON.plusSeconds(12), NOON.plusSeconds(9))).hasSeconds(-3);
    }

    /** A demo's clock is another on purpose; it is the machine's that is looked at. */
    @Test
    void clockOfTheApplicationMayBeAnother() {
        clock.set(Instant.now().plus(Duration.ofDays(3)).atOffset(ZoneOffset.UTC).toInstant());

        given().baseUri("http://127.0.0.1:"
                + ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class)).when()
                .get("/q/health/ready").then()
                .body("checks.find { it.name == 'Clock' }.status", equalTo("UP"));
    }
}
