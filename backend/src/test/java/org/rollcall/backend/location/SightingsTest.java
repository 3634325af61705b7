package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.WgsCoordinate;

class SightingsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    /** Of latitude. */
    private static final double METRE = 1 / 111_000.0;

    private final UUID person = UUID.randomUUID();
    private final Sightings sightings = new Sightings(Area.circle(new WgsCoordinate(39.9, 116.3), 200), 2);

    @Test
    void whoseWholeRadiusLiesInsideWasInside() {
        at(0, 20);
        at(30, 20);

        assertThat(sightings.people()).containsExactly(
                new Presence.Seen(person, Presence.Certainty.INSIDE, 2, NOON, NOON.plusSeconds(30)));
    }

    @Test
    void whoseRadiusReachesOverTheBorderIsUnsure() {
        at(190, 50);
        at(220, 50);

        assertThat(sightings.people()).singleElement().satisfies(seen -> {
            assertThat(seen.certainty()).isEqualTo(Presence.Certainty.UNSURE);
            assertThat(seen.fixes()).isEqualTo(2);
        });
    }

    @Test
    void oneSureFixMakesItSure() {
        at(190, 50);
        at(0, 20);

        assertThat(sightings.people()).extracting(Presence.Seen::certainty)
                .containsExactly(Presence.Certainty.INSIDE);
    }

    @Test
    void whoWasFartherAwayThanTheRadiusOrThanIsBelievedWasNotThere() {
        at(260, 50);
        at(900, 5_000);

        assertThat(sightings.people()).isEmpty();
    }

    @Test
    void fixThatDoesNotSayHowAccurateItIsIsUnsureInsideAndNothingOutside() {
        sightings.add(person, NOON, place(0), OptionalDouble.empty());
        sightings.add(UUID.randomUUID(), NOON, place(210), OptionalDouble.empty());

        assertThat(sightings.people()).singleElement()
                .satisfies(seen -> assertThat(seen.certainty()).isEqualTo(Presence.Certainty.UNSURE));
    }

    @Test
    void moreThanMayBeNamedAreRefused() {
        sightings.add(UUID.randomUUID(), NOON, place(0), OptionalDouble.of(10));
        sightings.add(UUID.randomUUID(), NOON, place(0), OptionalDouble.of(10));

        assertThatThrownBy(() -> at(0, 10)).isInstanceOf(ProblemException.class).hasMessageContaining("smaller");
    }

    private void at(double metresNorth, double accuracy) {
        sightings.add(person, NOON.plusSeconds((long) metresNorth), place(metresNorth), OptionalDouble.of(accuracy));
    }

    private static WgsCoordinate place(double metresNorth) {
        return new WgsCoordinate(39.9 + metresNorth * METRE, 116.3);
    }
}
