package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
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
    private final LocationConfig config = config("PT0.002S");
    private final Lanes lanes = new Lanes(vertx, items -> Uni.createFrom().nothing(), config, metrics);
    private final Intake intake = new Intake(lanes, Clock.systemUTC(), metrics);
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
    void lanesThatWouldGatherForLongerThanAnybodyWaitsAreRefused() {
        for (var gather : List.of("PT-0.001S", "PT0.2S", "PT1H")) {
            assertThatThrownBy(() -> new Lanes(vertx, items -> Uni.createFrom().nothing(), config(gather),
                    new SimpleMeterRegistry())).as(gather).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rollcall.location.gather");
        }
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

    @Test
    void lanesAreSpreadOverTheEventLoops() {
        var threads = ConcurrentHashMap.<String>newKeySet();
        var spread = new Lanes(vertx, items -> {
            threads.add(Thread.currentThread().getName());
            return Uni.createFrom().voidItem();
        }, four(), metrics);

        for (long i = 0; i < 4; i++) {
            spread.offer(new UUID(0, i), new Submission<>(phone, fixes.subList(0, 1), Instant.EPOCH, Optional.empty(),
                    answer -> {
                    }, refusal -> {
                    }));
        }

        await().until(() -> threads.size() == Math.min(4, Runtime.getRuntime().availableProcessors() * 2));
    }

    @Test
    void aNodeThatStopsSettlesWhatItHasTakenFirst() {
        var waiting = new CopyOnWriteArrayList<Runnable>();
        var draining = new Lanes(vertx, items -> Uni.createFrom().emitter(emitter -> waiting.add(() -> {
            items.forEach(item -> item.settle(Outcome.of(Disposition.STORED)));
            emitter.complete(null);
        })), config, metrics);
        var answered = new Intake(draining, Clock.systemUTC(), metrics).take(phone, fixes.subList(0, 2))
                .subscribeAsCompletionStage();
        await().until(() -> waiting.size() == 1);
        vertx.setTimer(50, timer -> waiting.get(0).run());

        draining.drain(new ShutdownEvent());

        assertThat(answered).isCompletedWithValueMatching(answer -> answer.receipts().size() == 2);
    }

    @Test
    void withoutADatabaseFixesAreRefusedAsUnavailable() {
        var nowhere = Pool.newInstance(PgBuilder.pool()
                .connectingTo(new PgConnectOptions().setHost("127.0.0.1").setPort(1).setUser("x").setDatabase("x"))
                .using(vertx).build());
        var refused = new CopyOnWriteArrayList<Throwable>();
        var submission = new Submission<>(phone, fixes.subList(0, 3), Instant.EPOCH, Optional.empty(), answer -> {
        }, refused::add);

        new Batches(nowhere, null, null, metrics).process(submission.items()).await().atMost(Duration.ofSeconds(20));

        assertThat(refused).singleElement().isInstanceOfSatisfying(ProblemException.class,
                problem -> assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE));
    }

    private static LocationConfig four() {
        return new SmallRyeConfigBuilder().withMapping(LocationConfig.class)
                .withDefaultValue("rollcall.location.lanes", "4")
                .withDefaultValue("rollcall.location.clock-off-for", "PT30M")
                .withDefaultValue("rollcall.location.gather", "PT0.002S")
                .withDefaultValue("rollcall.location.answer-within", "PT5S").build()
                .getConfigMapping(LocationConfig.class);
    }

    private static LocationConfig config(String gather) {
        return new SmallRyeConfigBuilder().withMapping(LocationConfig.class)
                .withDefaultValue("rollcall.location.lanes", "1")
                .withDefaultValue("rollcall.location.lane-fixes", "1000")
                .withDefaultValue("rollcall.location.clock-off-for", "PT30M")
                .withDefaultValue("rollcall.location.gather", gather)
                .withDefaultValue("rollcall.location.answer-within", "PT0.2S").build()
                .getConfigMapping(LocationConfig.class);
    }
}
