package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class DeviceClockTest {

    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");
    private static final UUID PHONE = UUID.randomUUID();

    @Test
    void aClockThatIsEightMinutesAheadIsKnownFromThreeMessages() {
        var two = heard(DeviceClock.UNKNOWN, 480, 481);
        assertThat(two.ahead()).isEmpty();

        var three = heard(two, 479);

        assertThat(three.ahead().orElseThrow()).isBetween(Duration.ofSeconds(479), Duration.ofSeconds(481));
        assertThat(three.offSince()).isPresent();
    }

    @Test
    void oneMessageThatWasLongUnderWayMovesNothing() {
        var right = heard(DeviceClock.UNKNOWN, 0, 0, 0);

        var late = heard(right, -3_600, 0, -7_200, -7_000);

        assertThat(late.ahead().orElseThrow().abs()).isLessThan(Duration.ofSeconds(1));
        assertThat(late.offSince()).isEmpty();
    }

    @Test
    void aClockThatWasSetIsFollowedAndIsFineAgain() {
        var off = heard(DeviceClock.UNKNOWN, 600, 600, 600);

        var set = heard(off, 1, 0, -1);

        assertThat(set.ahead().orElseThrow().abs()).isLessThan(Duration.ofSeconds(2));
        assertThat(set.offSince()).isEmpty();
    }

    @Test
    void anotherDeviceBeginsAnew() {
        var off = heard(DeviceClock.UNKNOWN, 600, 600, 600);

        var other = off.heard(UUID.randomUUID(), NOON, NOON);

        assertThat(other.ahead()).isEmpty();
        assertThat(other.offSince()).isEmpty();
    }

    @Test
    void sinceWhenItIsOffStays() {
        var off = heard(DeviceClock.UNKNOWN, 600, 600, 600);
        var since = off.offSince();

        assertThat(off.heard(PHONE, NOON.plusSeconds(4_200), NOON.plusSeconds(3_600)).offSince()).isEqualTo(since);
    }

    private static DeviceClock heard(DeviceClock clock, int... aheadSeconds) {
        var now = clock;
        for (int ahead : aheadSeconds) {
            now = now.heard(PHONE, NOON.plusSeconds(ahead), NOON);
        }
        return now;
    }
}
