package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.rollcall.geofence.AreaProblem.Kind;
import org.rollcall.geofence.AreaProblem.Ring;

/** What is said of polygons that cannot be judged by, and what repair makes of them. */
class AreaProblemTest {

    private static final String BOW_TIE = "POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))";

    @Test
    void ringThatCrossesItselfIsNamedWithThePlace() {
        var refusal = refusal("MULTIPOLYGON(((5 5, 9 5, 9 9, 5 9, 5 5), (6 6, 7 7, 7 6, 6 7, 6 6)), "
                + "((0 0, 1 1, 1 0, 0 1, 0 0)))");

        assertThat(refusal.problems()).extracting(AreaProblem::kind)
                .containsExactly(Kind.CROSSES_ITSELF, Kind.CROSSES_ITSELF);
        assertThat(refusal.problems()).extracting(AreaProblem::rings)
                .containsExactly(List.of(new Ring(1, 1)), List.of(new Ring(2, 0)));
        assertThat(refusal.problems()).extracting(AreaProblem::sentenceWithPlace)
                .containsExactly("hole 1 of part 1 crosses or touches itself at latitude 6.500000, longitude 6.500000",
                        "the outer ring of part 2 crosses or touches itself at latitude 0.500000, longitude 0.500000");
    }

    /** Exception messages end in logs, and a zone may show where a victim lives. */
    @Test
    void messageNamesTheRingAndNoPlace() {
        assertThat(refusal(BOW_TIE)).hasMessage("the outer ring of part 1 crosses or touches itself");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (8 8, 8 12, 12 12, 12 8, 8 8)); RINGS_CROSS",
        "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (20 20, 20 22, 22 22, 22 20, 20 20)); HOLE_OUTSIDE",
        "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1), (2 2, 3 2, 3 3, 2 3, 2 2)); HOLE_IN_HOLE",
        "MULTIPOLYGON(((0 0, 9 0, 9 9, 0 9, 0 0)), ((2 2, 3 2, 3 3, 2 3, 2 2))); PART_IN_PART",
        "MULTIPOLYGON(((0 0, 9 0, 9 9, 0 9, 0 0)), ((8 2, 12 2, 12 3, 8 3, 8 2))); RINGS_CROSS",
        "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 5 4, 9 9, 4 5, 0 0)); CUT_IN_TWO",
        "POLYGON((0 0, 4 0, 4 4, 2 0, 0 4, 0 0)); CROSSES_ITSELF", "POLYGON((0 0, 1 0, 2 0, 0 0)); CROSSES_ITSELF",
        "POLYGON((0 0, 4 0, 9 90, 0 0)); AT_A_POLE", "POLYGON((0 0, 4 0, 4 -89.1, 0 0)); AT_A_POLE",
        "POLYGON((0 0, 4 0, 4 91, 0 0)); NO_PLACE", "POLYGON((0 0, 361 0, 4 4, 0 0)); NO_PLACE",
        "POLYGON((0 60, 90 60, 180 60, -90 60, 0 60)); ROUND_A_POLE", "POLYGON((0 0, 181 0, 181 1, 0 0)); TOO_WIDE",
        "POLYGON((-120 0, 0 -5, 120 0, 0 5, -120 0)); TOO_WIDE", "POLYGON EMPTY; NO_POLYGON",
        "LINESTRING(0 0, 1 1); NO_POLYGON"})
    void everyKindOfErrorHasItsName(String wkt, Kind kind) {
        assertThat(refusal(wkt).problems()).extracting(AreaProblem::kind).containsExactly(kind);
    }

    @Test
    void vertexThatIsNoNumberIsNamed() {
        var ring = new Coordinate[]{new Coordinate(0, 0), new Coordinate(1, 0), new Coordinate(1, Double.NaN),
            new Coordinate(0, 0)};

        assertThatExceptionOfType(InvalidAreaException.class)
                .isThrownBy(() -> Area.polygonal(new GeometryFactory().createPolygon(ring)))
                .withMessage("the outer ring of part 1 has a vertex that is no longitude and latitude");
    }

    @Test
    void longListEndsSomewhere() {
        var wkt = new StringBuilder("MULTIPOLYGON(");
        for (int i = 0; i < 50; i++) {
            wkt.append(i == 0 ? "" : ", ")
                    .append("((%1$d 0, %2$d 1, %2$d 0, %1$d 1, %1$d 0))".formatted(2 * i, 2 * i + 1));
        }

        assertThat(refusal(wkt + ")").problems()).hasSize(20);
    }

    @Test
    void repairIsForThoseWhoAsk() {
        var repair = AreaRepair.of(Shapes.wkt(BOW_TIE));

        assertThat(repair.problems()).hasSize(1);
        assertThat(repair.partsBefore()).isEqualTo(1);
        assertThat(repair.partsAfter()).isEqualTo(2);
        assertThat(repair.area().covers(new WgsCoordinate(0.1, 0.5))).isFalse();
        assertThat(repair.area().covers(new WgsCoordinate(0.5, 0.1))).isTrue();
        assertThat(repair.area().covers(new WgsCoordinate(0.5, 0.9))).isTrue();
    }

    @Test
    void whatNeedsNoRepairIsNotTouched() {
        var geometry = Shapes.county(3, 200, 108, 31, 0.4);

        var repair = AreaRepair.of(geometry);

        assertThat(repair.problems()).isEmpty();
        assertThat(AreaCodec.toGeometry(repair.area()).equalsExact(geometry)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"POLYGON((0 0, 1 0, 2 0, 0 0))", "POLYGON((0 0, 4 0, 4 91, 0 0))",
        "POLYGON((0 60, 90 60, 180 60, -90 60, 0 60))", "POINT(1 1)"})
    void whatIsBeyondRepairIsRefused(String wkt) {
        assertThatExceptionOfType(InvalidAreaException.class).isThrownBy(() -> AreaRepair.of(Shapes.wkt(wkt)));
    }

    private static InvalidAreaException refusal(String wkt) {
        return catchThrowableOfType(InvalidAreaException.class, () -> Area.polygonal(Shapes.wkt(wkt)));
    }
}
