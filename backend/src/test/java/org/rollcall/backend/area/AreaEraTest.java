package org.rollcall.backend.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.rollcall.geofence.Validity;

class AreaEraTest {

    private static final UUID AREA = UUID.randomUUID();
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

    @Test
    void theOnlyVersionHoldsAsItIs() {
        var only = version(1, JANUARY, JANUARY);

        assertThat(AreaEra.of(List.of(only))).containsExactly(only);
    }

    @Test
    void aNewerVersionTakesOverFromItsBeginningOnceItIsKnown() {
        var eras = AreaEra.of(List.of(version(1, Instant.MIN, JANUARY), version(2, MAY, MARCH)));

        assertThat(eras).containsExactlyInAnyOrder(era(1, Instant.MIN, Instant.MAX, JANUARY, MARCH),
                era(1, Instant.MIN, MAY, MARCH, Instant.MAX), era(2, MAY, Instant.MAX, MARCH, Instant.MAX));
    }

    @Test
    void aCorrectionThatBeginsEarlierReplacesTheNewerOneWhole() {
        var eras = AreaEra.of(
                List.of(version(1, Instant.MIN, JANUARY), version(2, MAY, MARCH), version(3, MARCH, JULY)));

        assertThat(at(eras, MAY, MARCH)).isEqualTo(2);
        assertThat(at(eras, MAY, JULY)).isEqualTo(3);
        assertThat(at(eras, MARCH, MARCH)).isEqualTo(1);
        assertThat(at(eras, MARCH, JULY)).isEqualTo(3);
        assertThat(at(eras, JANUARY, JULY)).isEqualTo(1);
    }

    @Test
    void atEveryMomentAndAsKnownAtEveryMomentOneVersionHolds() {
        var eras = AreaEra.of(List.of(version(1, Instant.MIN, JANUARY), version(2, JULY, JANUARY),
                version(3, MARCH, MARCH), version(4, MAY, MAY)));

        for (var time : List.of(JANUARY, MARCH, MAY, JULY)) {
            for (var known : List.of(JANUARY, MARCH, MAY, JULY)) {
                assertThat(eras.stream().filter(
                        era -> era.validity().holdsAt(time) && era.validity().knownAt(known))).hasSize(1);
            }
        }
    }

    private static int at(List<AreaEra> eras, Instant time, Instant known) {
        return eras.stream().filter(era -> era.validity().holdsAt(time) && era.validity().knownAt(known))
                .mapToInt(era -> era.version().number()).sum();
    }

    private static AreaEra version(int number, Instant from, Instant knownFrom) {
        return era(number, from, Instant.MAX, knownFrom, Instant.MAX);
    }

    private static AreaEra era(int number, Instant from, Instant until, Instant knownFrom, Instant knownUntil) {
        return new AreaEra(new AreaVersion(AREA, number), new Validity(from, until, knownFrom, knownUntil));
    }
}
