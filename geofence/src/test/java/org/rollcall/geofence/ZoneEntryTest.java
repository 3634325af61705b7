package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.geofence.Fix.Trigger;

/** When an exclusion zone counts as entered (DESIGN section 3). */
class ZoneEntryTest {

    private static final String SHARP = "ZONE_ENTRY OPENED SHARP_IN_ZONE";
    private static final String HELD = "ZONE_ENTRY OPENED HELD";
    private static final String LEFT = "ZONE_ENTRY CLEARED BACK";

    private static final HomeArea HOME = Rulebooks.home(Area.circle(Walk.CENTRE, 40_000));
    /** 500 m around a place 10 km to the east. */
    private static final Exclusion ZONE = Rulebooks.exclusion(Area.circle(Walk.east(10_000), 500));

    private final Walk walk = new Walk(Walk.PLAIN, HOME, ZONE);

    @ParameterizedTest
    @ValueSource(doubles = {2, 20, 50})
    void oneFixWhoseWholeCircleLiesInTheZoneOpens(double accuracy) {
        assertThat(walk.at(Walk.east(10_000), accuracy, 0)).containsExactly(SHARP);
        assertThat(walk.at(Walk.east(10_000), accuracy, 5)).isEmpty();
    }

    @Test
    void coarserThanFiftyMetresTakesTwo() {
        assertThat(walk.at(Walk.east(10_000), 50.1, 0)).isEmpty();
        assertThat(walk.at(Walk.east(10_010), 50.1, 5)).containsExactly(HELD);
    }

    @Test
    void circleThatReachesOutOfTheZoneTakesTwo() {
        assertThat(walk.at(Walk.east(9_510), 20, 0)).isEmpty();
        assertThat(walk.at(Walk.east(9_511), 20, 1)).containsExactly(HELD);
    }

    @Test
    void circleIsScaledToTheConfidenceBeforeItIsBelieved() {
        var sure = new Walk(Walk.PLAIN.withMargins(new Margins(100, 50, 2_000, Margins.scaleFor(0.95))), HOME,
                ZONE);

        // 60 m inside: farther than the 45 m claimed, nearer than the 73 m of 95 %.
        assertThat(walk.at(Walk.east(9_560), 45, 0)).containsExactly(SHARP);
        assertThat(sure.at(Walk.east(9_560), 45, 0)).isEmpty();
    }

    @Test
    void passingByOpensNothing() {
        for (int minute = 0; minute < 30; minute++) {
            assertThat(walk.at(Walk.east(9_490), 40, minute)).isEmpty();
        }
    }

    @Test
    void baseStationInTheZoneSaysNothingOfThePhonesItServes() {
        for (int minute = 0; minute < 30; minute++) {
            assertThat(walk.at(Walk.east(10_000 + minute), 800, minute)).noneMatch(said -> said.startsWith("ZONE"));
        }
    }

    /** DOMAIN section 6, "else 2", read with 7.4: up to 300 m the point tells, beyond only the whole circle. */
    @Test
    void pointInTheZoneTellsUpToThreeHundredMetresOfClaim() {
        assertThat(walk.at(Walk.east(9_600), 300, 0)).isEmpty();
        assertThat(walk.at(Walk.east(9_601), 300, 5)).containsExactly(HELD);

        var coarser = new Walk(Walk.PLAIN, HOME, ZONE);
        assertThat(coarser.at(Walk.east(9_600), 300.1, 0)).isEmpty();
        assertThat(coarser.at(Walk.east(9_601), 300.1, 5)).noneMatch(said -> said.startsWith("ZONE"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {300.1, 800, 2_000})
    void twoCoarseFixesOpenWhereTheWholeCircleLiesInTheZone(double accuracy) {
        var county = new Walk(Walk.PLAIN, HOME, Rulebooks.exclusion(Area.circle(Walk.east(20_000), 5_000)));

        assertThat(county.at(Walk.east(20_000), accuracy, 0)).isEmpty();
        assertThat(county.at(Walk.east(20_001), accuracy, 5)).containsExactly(HELD);
    }

    @Test
    void coarseFixWhoseCircleReachesOutOfTheZoneOpensNothingAndOneAboveTheCapNeither() {
        var county = new Walk(Walk.PLAIN, HOME, Rulebooks.exclusion(Area.circle(Walk.east(20_000), 5_000)));
        for (int minute = 0; minute < 30; minute++) {
            assertThat(county.at(Walk.east(24_300 + minute), 800, minute)).noneMatch(said -> said.startsWith("ZONE"));
            assertThat(county.at(Walk.east(20_000 + minute), 2_001, minute + 0.5))
                    .noneMatch(said -> said.startsWith("ZONE"));
        }
    }

    @Test
    void coarseFixWhollyOutOfTheZoneClears() {
        walk.at(Walk.east(10_000), 10, 0);

        assertThat(walk.at(Walk.east(9_000), 800, 5)).isEmpty();
        assertThat(walk.at(Walk.east(8_600), 800, 10)).containsExactly(LEFT);
    }

    @Test
    void unknownAccuracyOpensNothing() {
        for (int minute = 0; minute < 30; minute++) {
            assertThat(walk.at(new Fix(Walk.east(10_000 + minute), OptionalDouble.empty(), Walk.minute(minute),
                    Walk.minute(minute)))).noneMatch(said -> said.startsWith("ZONE"));
        }
    }

    @Test
    void fixOutOfReachOfTheLastOneTakesAnother() {
        walk.at(Walk.east(-20_000), 10, 0);

        assertThat(walk.at(Walk.east(10_000), 10, 0.5)).isEmpty();
        assertThat(walk.at(Walk.east(10_001), 10, 1)).containsExactly(SHARP);
    }

    @Test
    void fixThatThePhoneCallsMadeUpTakesAnother() {
        assertThat(walk.at(Walk.mocked(Walk.east(10_000), 0))).isEmpty();
        assertThat(walk.at(Walk.mocked(Walk.east(10_001), 1))).containsExactly(HELD);
    }

    @Test
    void impossibleSpeedTheFixClaimsTakesAnother() {
        var rocket = new Fix(Walk.east(10_000), OptionalDouble.of(10), Walk.EIGHT, Walk.EIGHT, Trigger.PERIODIC, false,
                OptionalDouble.of(400));

        assertThat(walk.at(rocket)).isEmpty();
    }

    @Test
    void entryClearsOnlyWhenTheWholeCircleIsOut() {
        walk.at(Walk.east(10_000), 10, 0);

        assertThat(walk.at(Walk.east(9_490), 20, 5)).isEmpty();
        assertThat(walk.at(Walk.east(9_470), 20, 6)).containsExactly(LEFT);
        assertThat(walk.at(Walk.east(10_000), 10, 9)).containsExactly(SHARP);
    }

    @Test
    void oneFixOutOfTheZoneBreaksTheRow() {
        assertThat(walk.at(Walk.east(9_510), 20, 0)).isEmpty();
        assertThat(walk.at(Walk.east(9_000), 20, 1)).isEmpty();
        assertThat(walk.at(Walk.east(9_510), 20, 2)).isEmpty();
    }

    @Test
    void yesterdaysFixIsNoSecondOne() {
        assertThat(walk.at(Walk.east(9_510), 20, 0)).isEmpty();
        assertThat(walk.at(Walk.east(9_511), 20, 12 * 60 + 1)).isEmpty();
        assertThat(walk.at(Walk.east(9_510), 20, 12 * 60 + 2)).containsExactly(HELD);
    }

    @Test
    void endOfTheOrderClears() {
        walk.at(Walk.east(10_000), 10, 0);
        walk.knowsNow(HOME);

        assertThat(walk.at(Walk.east(10_000), 10, 5)).containsExactly("ZONE_ENTRY CLEARED RULES");
    }

    @Test
    void zoneOutsideHomeIsJudgedLikeAnyOther() {
        var far = new Walk(Walk.PLAIN, HOME, Rulebooks.exclusion(Area.circle(Walk.east(90_000), 500)));

        assertThat(far.at(Walk.east(90_000), 10, 0)).containsExactly(SHARP);
    }
}
