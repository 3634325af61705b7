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
        assertThat(set.offSince()).isEmpty();

        assertThat(heard(set, 0, 1).ahead().orElseThrow().abs()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aBacklogOfMessagesThatWaitedEachForItsOwnTimeSaysNothing() {
        var right = heard(DeviceClock.UNKNOWN, 0, 0, 0);

        var caughtUp = heard(right, -10_800, -10_200, -9_600, -9_000, -8_400, -7_800);

        assertThat(caughtUp.offSince()).isEmpty();
    }

    @Test
    void anotherDeviceThatFollowsBeginsAnew() {
        var off = heard(DeviceClock.UNKNOWN, 600, 600, 600);
        var other = UUID.randomUUID();

        var changed = off.heard(other, NOON, NOON).heard(other, NOON, NOON).heard(other, NOON, NOON);

        assertThat(changed.device()).contains(other);
        assertThat(changed.ahead()).isEmpty();
        assertThat(changed.offSince()).isEmpty();
    }

    @Test
    void aSecondDeviceBesideMakesAClockThatIsOffNeitherFineNorOffAnew() {
        var off = heard(DeviceClock.UNKNOWN, 600, 600, 600);
        var now = off;

        for (int i = 0; i < 10; i++) {
            now = heard(now.heard(UUID.randomUUID(), NOON, NOON), 600);
            assertThat(now.offSince()).isEqualTo(off.offSince());
        }
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
