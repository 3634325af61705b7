package org.rollcall.bench.alertquality;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.rollcall.bench.alertquality.Chance.Kind;
import org.rollcall.bench.geofence.Counties;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.WgsCoordinate;

/**
 * People who live close to the border of their county: the hard case, on purpose. In a whole county few do, so that rates
 * a person-week here are far above those of a real office; ratios of detectors are what the figures are for.
 *
 * <p>The counties are made ones with ragged borders, see {@link Counties}. The same seed gives the same people. Immutable
 * and safe for all threads.
 */
final class Population {

    private static final int COUNTIES = 24;
    private static final double NEAREST_METRES = 20;
    private static final double FARTHEST_METRES = 500;
    /** Shares are guesses: half in towns, two in five on a road that follows the border. */
    private static final double TOWN_SHARE = 0.5;
    private static final double BORDER_ROAD_SHARE = 0.4;
    /** A road follows the mean of so many vertices of the border on each side, and so crosses it again and again. */
    private static final int SMOOTHING = 4;

    private final long seed;
    private final List<Geometry> counties;
    private final List<Area> areas;

    Population(long seed) {
        this.seed = seed;
        counties = IntStream.range(0, COUNTIES).mapToObj(i -> Counties.county(seed * 1_000 + i)).toList();
        areas = counties.stream().map(Area::polygonal).toList();
    }

    /** The person of a number. */
    Person person(int number) {
        var chance = Chance.of(seed, Kind.PERSON, number);
        int county = number % COUNTIES;
        var area = areas.get(county);
        var shell = counties.get(county).getGeometryN(0).getCoordinates();
        while (true) {
            int vertex = chance.below(shell.length - 1);
            var home = new Offset(chance.between(-700, 700), chance.between(-700, 700))
                    .from(WgsCoordinate.fromJts(shell[vertex]));
            double inside = -area.signedDistanceMetres(home);
            if (inside >= NEAREST_METRES && inside <= FARTHEST_METRES) {
                boolean town = chance.happens(TOWN_SHARE);
                var road = chance.happens(BORDER_ROAD_SHARE)
                        ? borderRoad(shell, vertex, chance)
                        : List.<WgsCoordinate>of();
                return new Person(chance.nextSeed(), area, home, town, road);
            }
        }
    }

    /** From the vertex that the person lives at, along the border for 500 m to 4 km, up to 60 m beside its mean line. */
    private static List<WgsCoordinate> borderRoad(Coordinate[] shell, int start, Chance chance) {
        double length = chance.logUniform(500, 4_000);
        int direction = chance.happens(0.5) ? 1 : -1;
        var road = new ArrayList<WgsCoordinate>();
        double gone = 0;
        for (int i = 0; gone < length && i < shell.length / 4; i += 2) {
            var point = new Offset(60 * chance.gaussian() / 2, 60 * chance.gaussian() / 2)
                    .from(mean(shell, start + direction * i));
            if (!road.isEmpty()) {
                gone += Offset.between(road.get(road.size() - 1), point).metres();
            }
            road.add(point);
        }
        return List.copyOf(road);
    }

    private static WgsCoordinate mean(Coordinate[] shell, int vertex) {
        double x = 0;
        double y = 0;
        for (int i = -SMOOTHING; i <= SMOOTHING; i++) {
            var one = shell[Math.floorMod(vertex + i, shell.length - 1)];
            x += one.x;
            y += one.y;
        }
        int count = 2 * SMOOTHING + 1;
        return WgsCoordinate.fromJts(new Coordinate(x / count, y / count));
    }
}
