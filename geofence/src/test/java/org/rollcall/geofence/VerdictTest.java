package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.OptionalDouble;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.geofence.Verdict.Answer;
import org.rollcall.geofence.Verdict.Cause;

class VerdictTest {

    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    /** A county whose eastern border is the meridian 108.5. */
    private static final Area HOME = Area
            .polygonal(Shapes.wkt("POLYGON((108 30, 108.5 30, 108.5 32, 108 32, 108 30))"));

    @ParameterizedTest
    @CsvSource({"-500, 100, INSIDE, CIRCLE_INSIDE", "-30, 40, INSIDE, SHARP_POINT_INSIDE",
        "-30, 200, UNSURE, BORDER_WITHIN_REACH", "20, 10, UNSURE, BORDER_WITHIN_REACH",
        "105, 10, UNSURE, BORDER_WITHIN_REACH", "115, 10, OUTSIDE, CIRCLE_OUTSIDE",
        "2000, 1800, OUTSIDE, CIRCLE_OUTSIDE", "90000, 2001, UNSURE, TOO_COARSE", "-9000, 2001, UNSURE, TOO_COARSE"})
    void accuracyCircleDecidesAndNotThePoint(double eastOfBorder, double accuracy, Answer answer, Cause cause) {
        var verdict = Verdict.of(fix(eastOfBorder, OptionalDouble.of(accuracy)), Rulebooks.homes(HOME),
                Margins.DEFAULT);

        assertThat(verdict.answer()).isEqualTo(answer);
        assertThat(verdict.cause()).isEqualTo(cause);
    }

    /** DOMAIN section 11, case 6. */
    @Property(tries = 2_000)
    void baseStationFixOfAVillageEightyMetresFromTheBorderIsNeverOutside(
            @ForAll @DoubleRange(min = 0, max = 360) double azimuth,
            @ForAll @DoubleRange(min = 0, max = 800) double error) {
        var village = place(-80);
        var seen = Geodesic.WGS84.Direct(village.latitude(), village.longitude(), azimuth, error);
        var fix = new Fix(new WgsCoordinate(seen.lat2, seen.lon2), OptionalDouble.of(800), NOON, NOON);

        assertThat(Verdict.of(fix, Rulebooks.homes(HOME), Margins.DEFAULT).answer()).isNotEqualTo(Answer.OUTSIDE);
    }

    /** DOMAIN section 11, case 7. */
    @ParameterizedTest
    @EnumSource
    void samePlaceInEverySystemHasTheSameVerdict(Crs crs) {
        var raw = crs.fromWgs84(place(150));
        var fix = new Fix(crs.toWgs84(raw.latitude(), raw.longitude()), OptionalDouble.of(10), NOON, NOON);

        assertThat(Verdict.of(fix, Rulebooks.homes(HOME), Margins.DEFAULT).answer()).isEqualTo(Answer.OUTSIDE);
    }

    /** DOMAIN section 11, case 8. */
    @Test
    void enclaveOfTheNeighbourIsOutside() {
        var home = Area.polygonal(Shapes
                .wkt("POLYGON((108 30, 109 30, 109 31, 108 31, 108 30), (108.4 30.4, 108.6 30.4, 108.6 30.6, 108.4 30.6,"
                        + " 108.4 30.4))"));
        var inEnclave = new Fix(new WgsCoordinate(30.5, 108.5), OptionalDouble.of(10), NOON, NOON);

        assertThat(Verdict.of(inEnclave, Rulebooks.homes(home), Margins.DEFAULT).answer()).isEqualTo(Answer.OUTSIDE);
    }

    @Test
    void secondPermittedAreaIsPermittedToo() {
        var destination = Area.circle(place(20_000), 5_000);

        var verdict = Verdict.of(fix(20_000, OptionalDouble.of(10)), Rulebooks.homes(HOME, destination),
                Margins.DEFAULT);

        assertThat(verdict.answer()).isEqualTo(Answer.INSIDE);
    }

    @Test
    void unknownAccuracyIsNotPerfectAccuracy() {
        var verdict = Verdict.of(fix(90_000, OptionalDouble.empty()), Rulebooks.homes(HOME), Margins.DEFAULT);

        assertThat(verdict.answer()).isEqualTo(Answer.UNSURE);
        assertThat(verdict.cause()).isEqualTo(Cause.ACCURACY_UNKNOWN);
    }

    @Test
    void missingRulesAreNoFaultOfThePerson() {
        var verdict = Verdict.of(fix(90_000, OptionalDouble.of(5)), Rulebooks.homes(), Margins.DEFAULT);

        assertThat(verdict.answer()).isEqualTo(Answer.UNSURE);
        assertThat(verdict.distanceMetres()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void accuracyThatIsNoneIsRefused(double accuracy) {
        assertThatIllegalArgumentException().isThrownBy(() -> fix(0, OptionalDouble.of(accuracy)));
    }

    @ParameterizedTest
    @CsvSource({"-1, 50, 2000", "NaN, 50, 2000", "100, 0, 2000", "100, 2000, 2000", "100, 50, NaN", "100, NaN, 2000"})
    void marginsThatContradictThemselvesAreRefused(double border, double sharp, double useless) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(border, sharp, useless));
    }

    private static Fix fix(double metresEastOfBorder, OptionalDouble accuracy) {
        return new Fix(place(metresEastOfBorder), accuracy, NOON, NOON);
    }

    private static WgsCoordinate place(double metresEastOfBorder) {
        var end = Geodesic.WGS84.Direct(31, 108.5, 90, metresEastOfBorder);
        return new WgsCoordinate(end.lat2, end.lon2);
    }
}
