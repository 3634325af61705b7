package org.rollcall.bench.alertquality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.rollcall.geofence.Fix;

class SimulatorTest {

    private static final Population PEOPLE = new Population(7);
    private static final int SOME = 24;

    @Test
    void sameSeedLivesTheSameLife() {
        var again = new Population(7);

        for (int i = 0; i < 4; i++) {
            for (var regime : Regime.values()) {
                assertThat(sightings(again.person(i), regime)).isEqualTo(sightings(PEOPLE.person(i), regime));
            }
        }
        assertThat(sightings(new Population(8).person(0), Regime.HALF_HOUR))
                .isNotEqualTo(sightings(PEOPLE.person(0), Regime.HALF_HOUR));
    }

    @Test
    void burstIsTheSameHoweverOftenAsked() {
        var person = PEOPLE.person(1);
        var phone = phone(person, Regime.CHECK_INS, Noise.DEFAULT);
        int answered = 0;
        for (var asked : phone.sightings()) {
            var burst = phone.burst(asked);

            assertThat(burst).isEqualTo(phone.burst(asked)).hasSizeLessThanOrEqualTo(Phone.BURST_FIXES);
            assertThat(burst).allSatisfy(sighting -> {
                assertThat(sighting.fix().trigger()).isEqualTo(Fix.Trigger.BURST);
                assertThat(sighting.seconds() - asked.seconds()).isBetween(1.0, 120.0);
            });
            answered += burst.size() >= 2 ? 1 : 0;
        }
        assertThat(answered).isGreaterThan(20);
    }

    @Test
    void peopleLiveInsideNearTheBorder() {
        for (int i = 0; i < SOME; i++) {
            var person = PEOPLE.person(i);
            assertThat(-person.area().signedDistanceMetres(person.home())).isBetween(20.0, 500.0);
        }
    }

    @Test
    void excursionsAreExactlyTheTimesOutside() {
        for (int i = 0; i < SOME; i++) {
            var person = PEOPLE.person(i);
            var truth = Life.of(person);
            double outside = 0;
            for (double at = 0.5; at < truth.until(); at += 60) {
                boolean out = !person.area().covers(truth.placeAt(at));
                outside += out ? 60 : 0;
                // What is shorter than a step of the search may be overlooked.
                if (truth.findExcursion(at).isPresent() != out) {
                    assertThat(Math.abs(truth.distanceAt(at))).isLessThan(300);
                    assertThat(truth.pathAt(at).moving()).isTrue();
                }
            }
            assertThat(truth.until() - truth.secondsInside()).isCloseTo(outside, within(900 + 0.02 * outside));
        }
    }

    @Test
    void excursionsCoverTheirRange() {
        var all = IntStream.range(0, 120).mapToObj(PEOPLE::person).map(Life::of).toList();
        var excursions = all.stream().flatMap(truth -> truth.excursions().stream()).toList();

        assertThat(excursions).anyMatch(one -> one.until() - one.from() < 300 && one.depthMetres() < 100);
        assertThat(excursions).anyMatch(one -> one.until() - one.from() > 2 * Life.DAY);
        assertThat(excursions).anyMatch(one -> one.depthMetres() > 20_000);
        assertThat(excursions.stream().filter(Excursion::serious).count()).isGreaterThan(60);
    }

    @Test
    void pathsLeaveNoGap() {
        var truth = Life.of(PEOPLE.person(2));
        for (double at = 0; at < truth.until() - 10; at += 10) {
            var step = Offset.between(truth.placeAt(at), truth.placeAt(at + 10));
            assertThat(step.metres()).as("ten seconds at %s", at).isLessThan(400);
        }
    }

    @Test
    void phoneWithoutErrorsTellsTheTruth() {
        var person = PEOPLE.person(3);
        var truth = Life.of(person);
        for (var sighting : phone(person, Regime.FIVE_MINUTES, exact()).sightings()) {
            assertThat(Offset.between(truth.placeAt(sighting.seconds()), sighting.fix().place()).metres())
                    .isLessThan(60);
            assertThat(sighting.fix().receivedAt()).isBefore(sighting.fix().fixedAt().plusSeconds(6));
        }
    }

    @Test
    void stickyErrorStaysTwoToFourFixes() {
        var noise = withSticky(exact(), 0.02);
        var lengths = new ArrayList<Integer>();
        for (int i = 0; i < 20; i++) {
            var person = PEOPLE.person(i);
            var truth = Life.of(person);
            Sighting last = null;
            int row = 0;
            for (var sighting : phone(person, Regime.HALF_HOUR, noise).sightings()) {
                double error = Offset.between(truth.placeAt(sighting.seconds()), sighting.fix().place()).metres();
                boolean sticky = sighting.fix().accuracyMetres().orElse(0) == Noise.STICKY_CLAIM_METRES && error > 100;
                boolean same = last != null && sticky
                        && Offset.between(last.fix().place(), sighting.fix().place()).metres() <= 10;
                if (row > 0 && !same) {
                    lengths.add(row);
                }
                row = sticky ? (same ? row + 1 : 1) : 0;
                last = sticky ? sighting : null;
            }
        }
        assertThat(lengths).hasSizeGreaterThan(60).allMatch(length -> length <= 4);
        assertThat(lengths).contains(2, 3, 4);
        // Fixes that are lost may leave less than two of them.
        assertThat(lengths.stream().filter(length -> length == 1).count()).isLessThan(lengths.size() / 10);
    }

    @Test
    void fixesOfAGapComeLateOrNever() {
        var late = IntStream.range(0, 12).mapToObj(PEOPLE::person)
                .flatMap(person -> sightings(person, Regime.FIVE_MINUTES).stream())
                .filter(sighting -> sighting.fix().receivedAt().isAfter(sighting.fix().fixedAt().plusSeconds(900)))
                .count();

        assertThat(late).isGreaterThan(100);
    }

    @Test
    void checkInsComeThreeTimesADayInTheirHours() {
        var sightings = sightings(PEOPLE.person(5), Regime.CHECK_INS);

        assertThat(sightings).hasSizeBetween(25, 42);
        assertThat(sightings).allSatisfy(sighting -> assertThat((int) (sighting.seconds() % Life.DAY / 3_600))
                .isIn(8, 13, 20));
    }

    private static List<Sighting> sightings(Person person, Regime regime) {
        return phone(person, regime, Noise.DEFAULT).sightings();
    }

    private static Phone phone(Person person, Regime regime, Noise noise) {
        var truth = Life.of(person);
        return new Phone(person, truth, new Reception(person, truth, noise), regime, noise);
    }

    /** Nearly no error at all. */
    private static Noise exact() {
        return new Noise(1, 4, 0, 1, 10, 1, 1, 40, 0.01, 1, 1, 0, 0, 1, 1e-6, 1e-6, 1, 0, 0, 2, 4, 150, 20_000, 0.01,
                1e-6, 0.5);
    }

    private static Noise withSticky(Noise noise, double probability) {
        return new Noise(noise.optimism(), noise.satelliteMetres(), noise.multipathShare(), noise.multipathMetres(),
                noise.wifiClaimMetres(), noise.wifiBiasMetres(), noise.driftMetres(), noise.driftMinutes(),
                noise.strayPerDay(), noise.strayMinutes(), noise.strayMetres(), noise.hopShare(),
                noise.hopProbability(), noise.hopMetres(), noise.cellShareTown(), noise.cellShareCountry(),
                noise.cellSpellMinutes(), probability, probability, 2, 4, 150, 20_000, noise.lostShare(),
                noise.gapsPerDay(), noise.gapUploaded());
    }
}
