package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.rollcall.geofence.Fix.Trigger;
import org.rollcall.geofence.Judgement.Timeliness;

/** Signs of made-up positions add up to a score (DOMAIN 5.3); none of them alarms alone. */
class SpoofTest {

    private static final HomeArea HOME = Rulebooks.home(Area.circle(Walk.CENTRE, 200_000));
    private static final String OPENED = "SPOOF_SIGNAL OPENED SCORE";

    private final Walk walk = new Walk(Policy.DEFAULT, HOME);

    @Test
    void mockFlagAloneNeverOpens() {
        for (int minute = 0; minute < 600; minute++) {
            assertThat(walk.at(Walk.mocked(Walk.east(minute), minute))).isEmpty();
        }
        assertThat(score(600)).isEqualTo(50);
    }

    @Test
    void impossibleSpeedAloneNeverOpens() {
        for (int minute = 0; minute < 600; minute++) {
            assertThat(walk.at(Walk.east(minute % 2 * 100_000), 10, minute)).isEmpty();
        }
        assertThat(score(600)).isEqualTo(40);
    }

    @Test
    void frozenCoordinatesAloneNeverOpen() {
        for (int minute = 0; minute < 600; minute++) {
            assertThat(walk.at(Walk.CENTRE, 10, minute)).isEmpty();
        }
        assertThat(score(600)).isEqualTo(30);
    }

    @Test
    void clockAheadAloneNeverOpens() {
        for (int minute = 0; minute < 600; minute++) {
            assertThat(walk.at(ahead(minute, false))).isEmpty();
        }
        assertThat(score(600)).isEqualTo(30);
    }

    /** DOMAIN section 11, case 2: farther ahead than is tolerated, a fix advances nothing, and scores nothing. */
    @Test
    void clockEightMinutesAheadScoresNothingAndAdvancesNothing() {
        walk.at(ahead(0, false));
        var before = walk.standing();
        for (int minute = 1; minute < 600; minute++) {
            var ahead = new Fix(Walk.east(minute), OptionalDouble.of(10), Walk.minute(minute + 8), Walk.minute(minute),
                    Trigger.PERIODIC, true, OptionalDouble.empty());

            assertThat(walk.at(ahead)).isEmpty();
            assertThat(walk.last().timeliness()).isEqualTo(Timeliness.FUTURE);
        }
        assertThat(walk.standing()).isSameAs(before);
        assertThat(score(600)).isEqualTo(30);
        assertThat(score(2 * 24 * 60)).isZero();
    }

    @Test
    void twoSignsInOneFixOpenNothingAndInTwoFixesDo() {
        assertThat(walk.at(ahead(0, true))).isEmpty();
        assertThat(walk.at(Walk.east(5), 10, 1)).isEmpty();
        assertThat(walk.at(ahead(2, true))).containsExactly(OPENED);
        assertThat(walk.at(ahead(3, true))).isEmpty();
    }

    @Test
    void mockedJumpOpensAndFadesAfterADay() {
        walk.at(Walk.mocked(Walk.CENTRE, 0));
        walk.at(Walk.mocked(Walk.east(100_000), 1));
        assertThat(walk.at(Walk.mocked(Walk.east(100_100), 2))).containsExactly(OPENED);

        assertThat(walk.at(Walk.east(100_200), 10, 24 * 60)).isEmpty();
        assertThat(walk.at(Walk.east(100_300), 10, 24 * 60 + 5)).containsExactly("SPOOF_SIGNAL CLEARED FADED");
    }

    @Test
    void phoneAtRestWhoseCoordinatesWanderIsNotFrozen() {
        for (int minute = 0; minute < 600; minute++) {
            walk.at(Walk.east(minute % 3), 10, minute);
        }
        assertThat(score(600)).isZero();
    }

    @Test
    void coarseFixesThatLieFarApartAreNoJump() {
        walk.at(Walk.CENTRE, 1_500, 0);
        walk.at(Walk.east(2_900), 1_500, 0.1);

        assertThat(score(1)).isZero();
    }

    @Test
    void claimedSpeedOfAnAircraftIsASignUnlessOnTheWay() {
        var fast = new Fix(Walk.CENTRE, OptionalDouble.of(10), Walk.EIGHT, Walk.EIGHT, Trigger.PERIODIC, false,
                OptionalDouble.of(240));
        var onLeave = new Walk(Policy.DEFAULT, HOME, new Permission(Rulebooks.LEAVE_ID,
                java.util.List.of(Area.circle(Walk.CENTRE, 100)),
                Validity.between(Walk.EIGHT, Walk.minute(600)), Transit.anywhere(Duration.ofHours(1), Duration.ZERO),
                false));

        walk.at(fast);
        onLeave.at(fast);

        assertThat(score(1)).isEqualTo(40);
        assertThat(SpoofRule.DEFAULT.score(onLeave.standing().signals(), Walk.minute(1))).isZero();
    }

    @Test
    void ruleUnderWhichOneSignWouldAlarmIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SpoofRule(Duration.ofDays(1), 50, 50, 40, 30, 30, 80,
                5, Duration.ofSeconds(30)));
    }

    private int score(double minute) {
        return SpoofRule.DEFAULT.score(walk.standing().signals(), Walk.minute(minute));
    }

    /** A minute and a half ahead, which is still live. */
    private static Fix ahead(int minute, boolean mock) {
        return new Fix(Walk.east(minute), OptionalDouble.of(10), Walk.minute(minute + 1.5), Walk.minute(minute),
                Trigger.PERIODIC, mock, OptionalDouble.empty());
    }
}
