package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** Invariant 9: overload and a database that does not answer are 503s, never loss and never memory. */
class OverloadTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final LocationConfig config = config();
    private final Lanes lanes = new Lanes(vertx, items -> Uni.createFrom().nothing(), config, metrics);
    private final Intake intake = new Intake(lanes, config, Clock.systemUTC(), metrics);
    private final EnrolledDevice phone = new EnrolledDevice(UUID.randomUUID(), UUID.randomUUID(), DeviceKind.PHONE,
            Dialect.NATIVE);
    private final List<ReportedFix> fixes = IntStream.range(0, 500)
            .mapToObj(i -> Walker.fix(Instant.parse("2026-11-24T04:00:00Z").plusSeconds(i), Walker.LAT)).toList();

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatALaneCannotHoldIsRefusedAtOnceAndNothingOfItIsKept() {
        intake.take(phone, fixes).subscribe().with(answer -> {
        }, refusal -> {
        });
        intake.take(phone, fixes).subscribe().with(answer -> {
        }, refusal -> {
        });

        for (int i = 0; i < 10_000; i++) {
            var refused = intake.take(phone, fixes).onItemOrFailure().transform((answer, failure) -> failure).await()
                    .atMost(Duration.ofSeconds(1));
            assertThat(refused).isInstanceOfSatisfying(ProblemException.class,
                    problem -> assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE));
        }

        assertThat(metrics.get("rollcall.intake.lane.fixes").gauges()).extracting(gauge -> gauge.value())
                .containsExactly(1_000.0);
        assertThat(metrics.get("rollcall.intake.unavailable").tag("reason", "lane-full").counter().count())
                .isEqualTo(10_000);
    }

    @Test
    void nobodyWaitsForEver() {
        assertThatThrownBy(() -> intake.take(phone, fixes).await().atMost(Duration.ofSeconds(5)))
                .isInstanceOf(ProblemException.class);
        assertThat(metrics.get("rollcall.intake.unavailable").tag("reason", "too-slow").counter().count()).isOne();
    }

    @Test
    void aNodeThatStopsTakesNothingMore() {
        lanes.drain(new ShutdownEvent());

        assertThatThrownBy(() -> intake.take(phone, fixes).await().atMost(Duration.ofSeconds(1)))
                .isInstanceOf(ProblemException.class);
    }

    private static LocationConfig config() {
        return new SmallRyeConfigBuilder().withMapping(LocationConfig.class)
                .withDefaultValue("rollcall.location.lanes", "1")
                .withDefaultValue("rollcall.location.lane-fixes", "1000")
                .withDefaultValue("rollcall.location.answer-within", "PT0.2S").build()
                .getConfigMapping(LocationConfig.class);
    }
}
