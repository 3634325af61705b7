package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.rollcall.geofence.AreaProblem.Kind;

/**
 * Areas and places chosen to break a grid, against JTS: slivers, combs, spirals, borders along the grid's own lines, and
 * places on, beside and level with every vertex. 2.2 million places in all.
 */
class AdversaryTest {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** 100 slivers, 6,000 places each. */
    @Property(tries = 100)
    void sliversAgree(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int thinness) {
        var random = new Random(seed);
        double width = Math.pow(10, -thinness);
        double angle = random.nextInt(4) == 0 ? 0 : 2 * Math.PI * random.nextDouble();
        double x = 300 * random.nextDouble() - 150;
        double y = 100 * random.nextDouble() - 50;
        var far = new Coordinate(x + Math.cos(angle), y + Math.sin(angle));
        assertAgree(FACTORY.createPolygon(new Coordinate[]{new Coordinate(x, y), far,
            new Coordinate(far.x - width * Math.sin(angle), far.y + width * Math.cos(angle)), new Coordinate(x, y)}),
                random, 6_000);
    }

    /** 60 combs and zigzags of long edges side by side, 6,000 places each. */
    @Property(tries = 60)
    void longEdgesSideBySideAgree(@ForAll long seed, @ForAll @IntRange(min = 2, max = 400) int teeth,
            @ForAll boolean slanted) {
        assertAgree(comb(teeth, slanted ? 3 : 0), new Random(seed), 6_000);
    }

    /** 40 spirals, 6,000 places each. */
    @Property(tries = 40)
    void spiralsAgree(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int turns) {
        assertAgree(spiral(turns), new Random(seed), 6_000);
    }

    /** 100 areas whose holes have their vertices and edges exactly on the lines of the grid, 6,000 places each. */
    @Property(tries = 100)
    void holesAlongTheGridsOwnLinesAgree(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int side) {
        var random = new Random(seed);
        var shell = Shapes.wkt("POLYGON((7 40, 8 40, 8 41.5, 7 41.5, 7 40))");
        // Holes of the same number of vertices, so that the grid is known before they are made.
        var grid = GridShape.over(shell.getEnvelopeInternal(), 4 + 3 * side * side);
        List<LinearRing> holes = new ArrayList<>();
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                int column = 1 + i * (grid.columns() - 2) / side;
                int row = 1 + j * (grid.rows() - 2) / side;
                double west = grid.left(column);
                double south = grid.bottom(row);
                double east = grid.left(column + 1);
                double north = random.nextBoolean() ? grid.bottom(row + 1) : (south + grid.bottom(row + 1)) / 2;
                double peak = random.nextBoolean() ? west : (west + east) / 2;
                holes.add(FACTORY.createLinearRing(new Coordinate[]{new Coordinate(west, south),
                    new Coordinate(east, south), new Coordinate(peak, north), new Coordinate(west, south)}));
            }
        }
        var area = FACTORY.createPolygon((LinearRing) shell.getBoundary(), holes.toArray(LinearRing[]::new));

        assertAgree(area, random, 6_000);
    }

    /** 60 areas from a millimetre to half the globe, 6,000 places each. */
    @Property(tries = 60)
    void areasOfEverySizeAgree(@ForAll long seed, @ForAll @IntRange(min = -9, max = 1) int size,
            @ForAll @IntRange(min = 3, max = 300) int vertices) {
        var random = new Random(seed);
        assertAgree(Shapes.county(seed, vertices, 200 * random.nextDouble() - 100, 20 * random.nextDouble() - 10,
                6 * Math.pow(10, size)), random, 6_000);
    }

    /** All threads see what one sees, from the first moment on. */
    @Test
    void areaIsSharedByAllThreadsFromTheStart() {
        var geometry = Shapes.county(7, 3_000, 108, 31, 0.4);
        var oracle = new IndexedPointInAreaLocator(geometry);
        oracle.locate(new Coordinate(108, 31));
        for (int round = 0; round < 20; round++) {
            var area = Area.polygonal(geometry);
            long wrong = new Random(round).doubles(20_000, 0, 1).parallel().filter(share -> {
                var place = new Coordinate(107.5 + share, 30.5 + share * 997 % 1);
                return area.locate(place) != oracle.locate(place);
            }).count();
            assertThat(wrong).isZero();
        }
    }

    /** JTS would look at billions of pairs. */
    @ParameterizedTest
    @ValueSource(ints = {20_000, 200_000})
    void borderThatWouldTakeHoursToCheckIsRefusedAtOnce(int teeth) {
        var tangle = comb(teeth, 3);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> assertThatExceptionOfType(InvalidAreaException.class)
                        .isThrownBy(() -> Area.polygonal(tangle))
                        .satisfies(refusal -> assertThat(refusal.problems())
                                .extracting(AreaProblem::kind)
                                .containsExactly(Kind.TANGLED)));
    }

    @Test
    void manyHolesInAManyCorneredShellAreRefusedAtOnce() {
        List<LinearRing> holes = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            double x = 108 + 0.0005 * (i % 400 - 200) + 1e-5;
            double y = 31 + 0.0005 * (i / 400 - 125) + 1e-5;
            holes.add(FACTORY.createLinearRing(new Coordinate[]{new Coordinate(x, y), new Coordinate(x + 1e-4, y),
                new Coordinate(x, y + 1e-4), new Coordinate(x, y)}));
        }
        var round = FACTORY.createPoint(new Coordinate(108, 31)).buffer(0.4, 25_000);
        var area = FACTORY.createPolygon(((org.locationtech.jts.geom.Polygon) round).getExteriorRing(),
                holes.toArray(LinearRing[]::new));

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> assertThatExceptionOfType(InvalidAreaException.class).isThrownBy(() -> Area.polygonal(area)));
    }

    @Test
    void moreVerticesThanAnyCountyHasAreRefused() {
        var round = FACTORY.createPoint(new Coordinate(108, 31)).buffer(0.4, Area.MAX_VERTICES / 4 + 1);

        assertThatExceptionOfType(InvalidAreaException.class).isThrownBy(() -> Area.polygonal(round))
                .withMessageContaining("more than 2000000 vertices");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 51, 99})
    void aStarIsRepaired(int points) {
        var repair = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> AreaRepair.of(star(points)));

        assertThat(repair.problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 1_001, 3_999})
    void aStarOfTooManyCrossingsIsRefusedAndNotWaitedFor(int points) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> assertThatExceptionOfType(InvalidAreaException.class)
                        .isThrownBy(() -> AreaRepair.of(star(points)))
                        .satisfies(refusal -> assertThat(refusal.problems()).extracting(AreaProblem::kind)
                                .contains(Kind.TANGLED)));
    }

    /** Each edge leads to the point nearly opposite, so that nearly every two edges cross. */
    private static Geometry star(int points) {
        var ring = new Coordinate[points + 1];
        for (int i = 0; i <= points; i++) {
            double angle = 2 * Math.PI * (i * (long) (points / 2) % points) / points;
            ring[i] = new Coordinate(107 + Math.cos(angle), 29 + Math.sin(angle));
        }
        ring[points] = ring[0].copy();
        return FACTORY.createPolygon(ring);
    }

    private static void assertAgree(Geometry geometry, Random random, int places) {
        var area = Area.polygonal(geometry);
        var oracle = new IndexedPointInAreaLocator(geometry);
        var grid = GridShape.over(geometry.getEnvelopeInternal(), area.vertexCount());
        var own = geometry.getCoordinates();
        for (int i = 0; i < places; i++) {
            var place = new Coordinate(chosen(random, own, grid, true), chosen(random, own, grid, false));
            if (random.nextInt(4) == 0) {
                // A vertex, or a place on an edge as near as doubles allow.
                int at = random.nextInt(own.length - 1);
                double share = random.nextInt(3) / 2.0;
                place = new Coordinate(own[at].x + share * (own[at + 1].x - own[at].x),
                        own[at].y + share * (own[at + 1].y - own[at].y));
            }
            int expected = oracle.locate(place);
            if (area.locate(place) != expected) {
                assertThat(area.locate(place)).as("%s in %s", place, geometry).isEqualTo(expected);
            }
        }
    }

    /** A number that some vertex or line of the grid has, or the next one to it, or any in between. */
    private static double chosen(Random random, Coordinate[] own, GridShape grid, boolean x) {
        var vertex = own[random.nextInt(own.length)];
        double number = switch (random.nextInt(3)) {
            case 0 -> x ? vertex.x : vertex.y;
            case 1 -> x ? grid.left(random.nextInt(grid.columns() + 1)) : grid.bottom(random.nextInt(grid.rows() + 1));
            default -> x
                    ? grid.minX() + random.nextDouble() * grid.columns() * grid.cellWidth()
                    : grid.minY() + random.nextDouble() * grid.rows() * grid.cellHeight();
        };
        double near = switch (random.nextInt(4)) {
            case 0 -> Math.nextUp(number);
            case 1 -> Math.nextDown(number);
            default -> number;
        };
        double most = x ? 180 : 90;
        return Math.max(-most, Math.min(most, near));
    }

    /** Teeth as long as the whole is wide. */
    private static Geometry comb(int teeth, double slant) {
        List<Coordinate> ring = new ArrayList<>();
        double step = 1.0 / teeth;
        for (int i = 0; i < teeth; i++) {
            ring.add(new Coordinate(100 + i * step, 30));
            ring.add(new Coordinate(100 + (i + 0.5) * step + slant, 31));
        }
        ring.add(new Coordinate(101, 30));
        ring.add(new Coordinate(101, 29.9));
        ring.add(new Coordinate(100, 29.9));
        ring.add(ring.get(0).copy());
        return FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
    }

    private static Geometry spiral(int turns) {
        List<Coordinate> out = new ArrayList<>();
        List<Coordinate> back = new ArrayList<>();
        for (int i = 0; i <= 12 * turns; i++) {
            double angle = Math.PI * i / 6;
            out.add(new Coordinate(108 + 0.01 * (1 + angle) * Math.cos(angle),
                    31 + 0.01 * (1 + angle) * Math.sin(angle)));
            back.add(0, new Coordinate(108 + 0.01 * (3 + angle) * Math.cos(angle),
                    31 + 0.01 * (3 + angle) * Math.sin(angle)));
        }
        out.addAll(back);
        out.add(out.get(0).copy());
        return FACTORY.createPolygon(out.toArray(Coordinate[]::new));
    }
}
