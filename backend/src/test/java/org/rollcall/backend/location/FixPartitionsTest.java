package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class FixPartitionsTest {

    @Inject
    FixPartitions partitions;
    @Inject
    @ReactiveDataSource("worker")
    Pool worker;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;

    @Test
    void atItsStartANodeHasThePartitionsOfThePastAndOfTheNextDays() {
        var now = Instant.now();

        assertThat(partitions.holds(now)).isTrue();
        assertThat(partitions.holds(now.minus(Duration.ofDays(90)))).isTrue();
        assertThat(partitions.holds(now.plus(Duration.ofDays(13)))).isTrue();
        assertThat(new PartitionsReady(partitions).call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void whatHasNoPartitionIsNotHeld() {
        assertThat(partitions.holds(Instant.EPOCH)).isFalse();
        assertThat(partitions.holds(Instant.parse("2200-01-01T00:00:00Z"))).isFalse();
        assertThat(partitions.holds(Instant.MIN)).isFalse();
        assertThat(partitions.holds(Instant.MAX)).isFalse();
    }

    @Test
    void aDayIsMadeOnceAlsoByTwoNodesAtOnce() {
        var one = node("2061-03-01T00:00:00Z");
        var other = node("2061-03-01T23:59:59Z");

        var made = Uni.combine().all().unis(one.make(), other.make()).asTuple().await().atMost(Duration.ofSeconds(20));

        assertThat(made.getItem1() + made.getItem2()).isEqualTo(9);
        assertThat(one.make().await().atMost(Duration.ofSeconds(10))).isZero();
        assertThat(other.holds(Instant.parse("2061-02-28T00:00:00Z"))).isTrue();
        assertThat(other.holds(Instant.parse("2061-03-08T23:59:59.999999Z"))).isTrue();
        assertThat(other.holds(Instant.parse("2061-03-09T00:00:00Z"))).isFalse();
    }

    @Test
    void dayThatIsOlderThanFixesAreTakenForIsNotHeldAnyMore() {
        var clock = new Clock[]{at("2064-03-01T12:00:00Z")};
        var node = new FixPartitions(worker, config(), moving(clock), new SimpleMeterRegistry());
        node.make().await().atMost(Duration.ofSeconds(10));
        assertThat(node.holds(Instant.parse("2064-02-29T00:00:00Z"))).isTrue();

        clock[0] = at("2064-03-02T00:00:00Z");

        assertThat(node.holds(Instant.parse("2064-02-29T23:59:59Z"))).isFalse();
        assertThat(node.holds(Instant.parse("2064-03-01T00:00:00Z"))).isTrue();
    }

    @Test
    void makingThemWaitsForNobodyWhoReads() {
        var node = node("2062-03-01T00:00:00Z");

        int made = intake
                .withTransaction(reader -> reader.query("select count(*) from fix").execute().chain(() -> node.make()))
                .await().atMost(Duration.ofSeconds(10));

        assertThat(made).isEqualTo(9);
    }

    @Test
    void aNodeWithLessThanTwoDaysLeftIsNotReady() {
        var metrics = new SimpleMeterRegistry();
        var clock = new Clock[]{at("2063-03-01T12:00:00Z")};
        var node = new FixPartitions(worker, config(), moving(clock), metrics);
        node.make().await().atMost(Duration.ofSeconds(10));

        clock[0] = at("2063-03-07T12:00:00Z");
        assertThat(new PartitionsReady(node).call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(metrics.get("rollcall.fix.partitions.days.left").gauge().value()).isEqualTo(2);
        clock[0] = at("2063-03-08T00:00:00Z");
        assertThat(new PartitionsReady(node).call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(metrics.get("rollcall.fix.partitions.days.left").gauge().value()).isEqualTo(1);
    }

    private FixPartitions node(String now) {
        return new FixPartitions(worker, config(), at(now), new SimpleMeterRegistry());
    }

    private static Clock at(String now) {
        return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    }

    private static Clock moving(Clock[] clock) {
        return new Clock() {
            @Override
            public Instant instant() {
                return clock[0].instant();
            }

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
    }

    private static PartitionConfig config() {
        return new SmallRyeConfigBuilder().withMapping(PartitionConfig.class)
                .withDefaultValue("rollcall.partitions.days-back", "1")
                .withDefaultValue("rollcall.partitions.days-ahead", "7").build()
                .getConfigMapping(PartitionConfig.class);
    }
}
