package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.DatabaseResource;

/** Clock jumps: a node whose clock is off states nothing that depends on the time. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ClockWatchTest {

    /** A machine's clock that somebody sets. */
    private static final class SetClock extends Clock {

        private final Clock right = Clock.systemUTC();
        private Duration off = Duration.ZERO;

        @Override
        public Instant instant() {
            return right.instant().plus(off);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final SetClock machine = new SetClock();

    @Inject
    Pool pool;
    @Inject
    ClockSkewConfig config;
    @Inject
    ClockWatch ofTheApplication;

    private void look(ClockWatch watch) {
        watch.look().await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void clockThatNobodyHasLookedAtYetIsNotTrusted() {
        assertThat(new ClockWatch(pool, config, machine).isOff()).isTrue();
    }

    @Test
    void jumpIsSeenAtOnceAndBeforeTheNextLook() {
        var watch = new ClockWatch(pool, config, machine);
        look(watch);
        assertThat(watch.isOff()).isFalse();

        machine.off = Duration.ofHours(1);
        assertThat(watch.isOff()).isTrue();
        machine.off = Duration.ofHours(-1);
        assertThat(watch.isOff()).isTrue();
        machine.off = Duration.ZERO;
        assertThat(watch.isOff()).isFalse();
    }

    @Test
    void sweepIsLeftOutWhileItIsOffAndGoesOnWhenItIsRightAgain() {
        var watch = new ClockWatch(pool, config, machine);
        var sweep = new WhileClockIsOff(watch);
        machine.off = Duration.ofSeconds(9);
        look(watch);
        assertThat(sweep.test(null)).isTrue();

        machine.off = Duration.ZERO;
        look(watch);

        assertThat(sweep.test(null)).isFalse();
    }

    @Test
    void nodeLooksByItself() {
        await().until(() -> !ofTheApplication.isOff());
    }
}
