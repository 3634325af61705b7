package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/** Signed distances to polygons and circles against geodesics on the ellipsoid (Karney's GeographicLib). */
class GeodesicTest {

    /** 600 polygons anywhere up to latitude 72 with edges of some metres to many kilometres, 5 places each. */
    @Property(tries = 600)
    void distanceToAPolygonIsWithinHalfAPercentOfTheGeodesic(@ForAll long seed,
            @ForAll @DoubleRange(min = -71.9, max = 71.9) double latitude,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @IntRange(min = 3, max = 30) int vertices,
            @ForAll @DoubleRange(min = 0.001, max = 0.1) @Scale(4) double size) {
        var random = new Random(seed);
        var geometry = Shapes.county(seed, vertices, longitude, latitude, size);
        var area = Area.polygonal(geometry);
        var jts = new SimplePointInAreaLocator(geometry);
        for (int i = 0; i < 5; i++) {
            var vertex = geometry.getCoordinates()[random.nextInt(geometry.getNumPoints())];
            var away = Geodesic.WGS84.Direct(vertex.y, vertex.x, 360 * random.nextDouble(),
                    5_000 * random.nextDouble());
            double truth = geodesicMetres(geometry, away.lat2, away.lon2);

            double distance = area.signedDistanceMetres(new WgsCoordinate(away.lat2, away.lon2));

            // The truth is sampled along the edges, to a millimetre; the side is the one that JTS says, to which a place
            // beyond the antimeridian must be told as the polygon counts.
            double x = longitude + Math.IEEEremainder(away.lon2 - longitude, 360);
            boolean inside = jts.locate(new Coordinate(x, away.lat2)) == Location.INTERIOR;
            assertThat(distance).isCloseTo(inside ? -truth : truth, within(0.005 * truth + 0.002));
        }
    }

    /** 2,000 circles anywhere up to latitude 72 of up to 200 km, 5 places each, most near the border, some 1,000 km away. */
    @Property(tries = 2_000)
    void distanceToACircleIsWithinHalfAPercentOfTheGeodesic(@ForAll long seed,
            @ForAll @DoubleRange(min = -72, max = 72) double latitude,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @DoubleRange(min = 0, max = 200_000) double most) {
        var random = new Random(seed);
        double radius = Math.max(1, most);
        var area = Area.circle(new WgsCoordinate(latitude, longitude), radius);
        for (int i = 0; i < 5; i++) {
            double metres = i == 0
                    ? 1_000_000 * random.nextDouble()
                    : Math.abs(radius + 5_000 * Math.pow(2 * random.nextDouble() - 1, 3));
            var place = Geodesic.WGS84.Direct(latitude, longitude, 360 * random.nextDouble(), metres);

            double distance = area.signedDistanceMetres(new WgsCoordinate(place.lat2, place.lon2));

            double truth = metres - radius;
            assertThat(distance).isCloseTo(truth, within(Math.max(0.005, 0.005 * Math.abs(truth))));
        }
    }

    private static double geodesicMetres(Geometry geometry, double latitude, double longitude) {
        double least = Double.POSITIVE_INFINITY;
        for (int part = 0; part < 2; part++) {
            var polygon = (Polygon) geometry;
            var ring = (part == 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(0)).getCoordinates();
            for (int i = 1; i < ring.length; i++) {
                // Along an edge the distance falls and then rises: narrow it down.
                double from = 0;
                double until = 1;
                for (int step = 0; step < 60; step++) {
                    double a = from + (until - from) / 3;
                    double b = until - (until - from) / 3;
                    if (metres(ring[i - 1], ring[i], a, latitude, longitude) < metres(ring[i - 1], ring[i], b, latitude,
                            longitude)) {
                        until = b;
                    } else {
                        from = a;
                    }
                }
                least = Math.min(least, metres(ring[i - 1], ring[i], (from + until) / 2, latitude, longitude));
            }
        }
        return least;
    }

    private static double metres(Coordinate a, Coordinate b, double share, double latitude, double longitude) {
        return Geodesic.WGS84.Inverse(latitude, longitude, a.y + share * (b.y - a.y), a.x + share * (b.x - a.x),
                GeodesicMask.DISTANCE).s12;
    }
}
