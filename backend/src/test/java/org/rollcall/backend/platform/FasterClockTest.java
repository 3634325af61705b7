package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class FasterClockTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-24T00:00:00Z");
    private static final String DEMO = "postgresql://127.0.0.1:5432/rollcall_demo";

    @Test
    void aMinuteOfTheDemoPassesInASecond() {
        var tenSecondsLater = Clock.fixed(NOON.plusSeconds(10), ZoneOffset.UTC);

        var clock = new FasterClock(tenSecondsLater, NOON, MORNING, 60).asClock();

        assertThat(clock.instant()).isEqualTo("2026-11-24T00:10:00Z");
    }

    @Test
    void aClockThatStandsStillIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FasterClock(Clock.systemUTC(), NOON, MORNING, 0));
    }

    @Test
    void onlyADemoDatabaseMayHaveOne() {
        var producer = new ClockProducer();

        assertThat(producer.clock(config(Optional.of(NOON)), DEMO).instant()).isNotNull();
        assertThatIllegalStateException().isThrownBy(
                () -> producer.clock(config(Optional.of(NOON)), "postgresql://127.0.0.1:5432/rollcall"));
    }

    @Test
    void withoutItTheMachinesClockIsTheOne() {
        assertThat(new ClockProducer().clock(config(Optional.empty()), DEMO)).isEqualTo(Clock.systemUTC());
    }

    private static ClockConfig config(Optional<Instant> from) {
        return new ClockConfig() {
            @Override
            public Optional<Instant> realFrom() {
                return from;
            }

            @Override
            public Optional<Instant> shownFrom() {
                return from.map(any -> MORNING);
            }

            @Override
            public int speed() {
                return 60;
            }
        };
    }
}
