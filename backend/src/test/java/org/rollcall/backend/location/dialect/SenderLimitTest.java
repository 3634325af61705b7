package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;

import io.quarkus.runtime.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.TestClock;

class SenderLimitTest {

    private record Config(int messagesAtOnce, double messagesPerSecond, long devicesRemembered, MemorySize bodyMemory)
            implements
                SendersConfig {}

    private final Config config = new Config(3, 0.5, 10, new MemorySize(java.math.BigInteger.valueOf(100)));
    private final TestClock clock = new TestClock();
    private final SenderLimit limit = new SenderLimit(config, clock);
    private final UUID device = UUID.randomUUID();

    @Test
    void soManyAtOnceAndThenSoManyASecond() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.count(device)).isEmpty();
        }
        assertThat(limit.count(device)).hasValueSatisfying(
                wait -> assertThat(wait).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_001)));

        clock.advance(Duration.ofSeconds(2));

        assertThat(limit.count(device)).isEmpty();
        assertThat(limit.count(device)).isPresent();
    }

    @Test
    void whoGoesOnAskingWaitsNoLonger() {
        for (int i = 0; i < 50; i++) {
            limit.count(device);
        }

        clock.advance(Duration.ofSeconds(2));

        assertThat(limit.count(device)).isEmpty();
    }

    @Test
    void nobodyElseWaitsForIt() {
        for (int i = 0; i < 5; i++) {
            limit.count(device);
        }

        assertThat(limit.count(UUID.randomUUID())).isEmpty();
    }

    @Test
    void whatIsSavedUpIsBounded() {
        clock.advance(Duration.ofDays(1));

        for (int i = 0; i < 3; i++) {
            assertThat(limit.count(device)).isEmpty();
        }
        assertThat(limit.count(device)).isPresent();
    }
}
