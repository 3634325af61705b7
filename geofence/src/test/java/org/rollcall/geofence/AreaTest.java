package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

class AreaTest {

    /** 40 counties of 20,000 points each: 800,000 cases. */
    @Property(tries = 40)
    void agreesWithJtsOnCounties(@ForAll long seed, @ForAll @IntRange(min = 3, max = 3_000) int vertices) {
        var geometry = Shapes.county(seed, vertices, 108, 31, 0.4);
        var random = new Random(seed);

        assertAgree(geometry, 20_000, () -> new Coordinate(107.5 + random.nextDouble(), 30.5 + random.nextDouble()));
    }

    /** Points on vertices, on edges, level with them and between: 200 x 4,000 = 800,000 cases. */
    @Property(tries = 200)
    void agreesWithJtsOnVerticesAndEdges(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int cells) {
        var geometry = Shapes.lattice(seed, cells);
        var random = new Random(seed);

        assertAgree(geometry, 4_000, () -> new Coordinate(random.nextInt(35) / 2.0 - 1, random.nextInt(35) / 2.0 - 1));
    }

    @Property(tries = 200)
    void agreesWithJtsOnEachOwnVertexAndMiddleOfAnEdge(@ForAll long seed,
            @ForAll @IntRange(min = 3, max = 200) int vertices) {
        var geometry = Shapes.county(seed, vertices, 108, 31, 0.4);
        var own = geometry.getCoordinates();
        var random = new Random(seed);

        assertAgree(geometry, 200, () -> {
            int i = random.nextInt(own.length - 1);
            return random.nextBoolean()
                    ? own[i]
                    : new Coordinate((own[i].x + own[i + 1].x) / 2, (own[i].y + own[i + 1].y) / 2);
        });
    }

    @Property(tries = 300)
    void distanceIsTheLeastOfAllSegments(@ForAll long seed, @ForAll @IntRange(min = 3, max = 400) int vertices,
            @ForAll @DoubleRange(min = 107, max = 109) double lon,
            @ForAll @DoubleRange(min = 30, max = 32) double lat) {
        var geometry = Shapes.county(seed, vertices, 108, 31, 0.4);
        var border = Border.of(geometry);
        var metric = LocalMetric.at(lat);
        double[] least = {Double.POSITIVE_INFINITY};
        border.forEach((s, x1, y1, x2, y2) -> least[0] = Math.min(least[0],
                metric.squaredMetresToSegment(lon, lat, x1, y1, x2, y2)));

        double distance = Area.polygonal(geometry).signedDistanceMetres(new WgsCoordinate(lat, lon));

        assertThat(Math.abs(distance)).isEqualTo(Math.sqrt(least[0]));
    }

    @Property(tries = 2_000)
    void distanceToAStraightBorderIsWithinHalfAPercentOfTheGeodesic(
            @ForAll @DoubleRange(min = -72, max = 72) double lat,
            @ForAll @DoubleRange(min = 1, max = 5_000) double metres) {
        // A meridian is a geodesic, so going east from it for some metres leaves it by as much.
        var area = Area.polygonal(Shapes.wkt("POLYGON((9 -75, 10 -75, 10 75, 9 75, 9 -75))"));
        var east = Geodesic.WGS84.Direct(lat, 10, 90, metres);

        double distance = area.signedDistanceMetres(new WgsCoordinate(east.lat2, east.lon2));

        assertThat(distance).isCloseTo(metres, within(0.005 * metres));
    }

    /** 300 counties, 20 places each, with bounds from nothing to 5 km. */
    @Property(tries = 300)
    void boundedDistanceIsTheDistanceUpToTheBound(@ForAll long seed,
            @ForAll @IntRange(min = 3, max = 2_000) int vertices) {
        var area = Area.polygonal(Shapes.county(seed, vertices, 108, 31, 0.4));
        var random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            var place = new WgsCoordinate(30.5 + random.nextDouble(), 107.5 + random.nextDouble());
            double bound = random.nextInt(5) == 0 ? 0 : Math.pow(5_000, random.nextDouble());
            double distance = area.signedDistanceMetres(place);

            assertThat(area.signedDistanceMetres(place, bound)).isEqualTo(Math.max(-bound, Math.min(bound, distance)));
            assertThat(Distances.signedMetres(area, place, bound, 1_000))
                    .isEqualTo(Math.max(-bound, Math.min(1_000, distance)));
        }
    }

    /** 2,000 circles, 5 places each anywhere on the globe, with bounds from nothing to 1,000 km. */
    @Property(tries = 2_000)
    void boundedDistanceToACircleIsTheDistanceUpToTheBound(@ForAll long seed) {
        var random = new Random(seed);
        var centre = new WgsCoordinate(174 * random.nextDouble() - 87, 360 * random.nextDouble() - 180);
        var circle = Area.circle(centre, Math.pow(200_000, random.nextDouble()));
        for (int i = 0; i < 5; i++) {
            var place = random.nextBoolean()
                    ? new WgsCoordinate(180 * random.nextDouble() - 90, 360 * random.nextDouble() - 180)
                    : new WgsCoordinate(centre.latitude() + 2 * random.nextDouble() - 1, centre.longitude());
            double bound = random.nextInt(5) == 0 ? 0 : Math.pow(1_000_000, random.nextDouble());
            double distance = circle.signedDistanceMetres(place);

            assertThat(circle.signedDistanceMetres(place, bound))
                    .isEqualTo(Math.max(-bound, Math.min(bound, distance)));
            assertThat(Distances.signedMetres(circle, place, bound, 1_000))
                    .isEqualTo(Math.max(-bound, Math.min(1_000, distance)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN})
    void boundThatIsNoneIsRefused(double bound) {
        var place = new WgsCoordinate(31, 108);
        for (var area : List.of(Area.circle(place, 5), Area.polygonal(Shapes.county(1, 9, 108, 31, 0.4)))) {
            assertThatIllegalArgumentException().isThrownBy(() -> area.signedDistanceMetres(place, bound));
        }
    }

    @Test
    void enclaveIsOutsideAndThePersonInItToo() {
        var home = Area.polygonal(Shapes.wkt("MULTIPOLYGON(((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1)),"
                + " ((1.5 1.5, 2 1.5, 2 2, 1.5 2, 1.5 1.5)))"));

        assertThat(home.covers(new WgsCoordinate(0.5, 0.5))).isTrue();
        assertThat(home.covers(new WgsCoordinate(2.5, 2.5))).isFalse();
        assertThat(home.covers(new WgsCoordinate(1.7, 1.7))).isTrue();
        assertThat(home.signedDistanceMetres(new WgsCoordinate(0.5, 0.5))).isNegative();
        assertThat(home.signedDistanceMetres(new WgsCoordinate(2.5, 2.5))).isPositive();
    }

    @Test
    void borderBelongsToTheArea() {
        var area = Area.polygonal(Shapes.wkt("POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))"));

        assertThat(area.covers(new WgsCoordinate(0, 0.5))).isTrue();
        assertThat(area.signedDistanceMetres(new WgsCoordinate(0, 0.5))).isZero();
        assertThat(area.locate(new Coordinate(1, 1))).isEqualTo(Location.BOUNDARY);
    }

    @Test
    void circleIsRoundOnTheGround() {
        var circle = Area.circle(new WgsCoordinate(45, 7), 500);
        for (double azimuth = 0; azimuth < 360; azimuth += 15) {
            var edge = Geodesic.WGS84.Direct(45, 7, azimuth, 500);

            assertThat(circle.signedDistanceMetres(new WgsCoordinate(edge.lat2, edge.lon2))).isCloseTo(0, within(2.5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POLYGON EMPTY", "POINT(1 1)", "LINESTRING(0 0, 1 1)",
        "POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))", "POLYGON((0 0, 181 0, 181 1, 0 0))",
        "POLYGON((0 89.5, 1 89, 1 89.5, 0 89.5))",
        "POLYGON((0 0, 1 0, 2 0, 0 0))"})
    void whatCannotBeJudgedByIsRefused(String wkt) {
        assertThatExceptionOfType(InvalidAreaException.class).isThrownBy(() -> Area.polygonal(Shapes.wkt(wkt)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 200_001})
    void circleWithoutASensibleRadiusIsRefused(double radius) {
        assertThatExceptionOfType(InvalidAreaException.class)
                .isThrownBy(() -> Area.circle(new WgsCoordinate(0, 0), radius));
    }

    /** Where meridians run together, a plane is none. */
    @ParameterizedTest
    @CsvSource({"90, 1", "-90, 1", "89, 5", "-88.9, 12000", "87.3, 200000"})
    void circleAtAPoleIsRefused(double latitude, double radius) {
        assertThatExceptionOfType(InvalidAreaException.class)
                .isThrownBy(() -> Area.circle(new WgsCoordinate(latitude, 20), radius))
                .withMessageContaining("pole");
    }

    @ParameterizedTest
    @CsvSource({"88.9, 11000", "-87.2, 200000"})
    void circleADegreeFromAPoleIsTaken(double latitude, double radius) {
        var centre = new WgsCoordinate(latitude, 20);

        assertThat(Area.circle(centre, radius).covers(centre)).isTrue();
    }

    private static void assertAgree(Geometry geometry, int points, java.util.function.Supplier<Coordinate> source) {
        var area = Area.polygonal(geometry);
        var oracle = new IndexedPointInAreaLocator(geometry);
        for (int i = 0; i < points; i++) {
            var point = source.get();
            int expected = oracle.locate(point);
            if (area.locate(point) != expected) {
                assertThat(area.locate(point)).as("%s", point).isEqualTo(expected);
            }
        }
    }
}
