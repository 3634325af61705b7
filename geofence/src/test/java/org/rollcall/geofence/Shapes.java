package org.rollcall.geofence;

import java.util.Random;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Object mother: areas of many shapes, from a seed. */
final class Shapes {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    private Shapes() {
    }

    static Geometry wkt(String wkt) {
        try {
            return new WKTReader().read(wkt);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A ragged star with a hole, so many vertices on each ring. */
    static Geometry county(long seed, int vertices, double x, double y, double radiusDegrees) {
        var random = new Random(seed);
        var shell = FACTORY.createLinearRing(ring(random, vertices, x, y, 0.6 * radiusDegrees, radiusDegrees));
        var hole = FACTORY.createLinearRing(ring(random, vertices, x, y, 0.1 * radiusDegrees, 0.4 * radiusDegrees));
        return FACTORY.createPolygon(shell, new org.locationtech.jts.geom.LinearRing[]{hole});
    }

    /** Whole numbers as coordinates, so that points fall onto vertices and edges. */
    static Geometry lattice(long seed, int cells) {
        var random = new Random(seed);
        Geometry union = FACTORY.createPolygon();
        for (int i = 0; i < cells; i++) {
            int x = random.nextInt(12);
            int y = random.nextInt(12);
            int w = 1 + random.nextInt(4);
            int h = 1 + random.nextInt(4);
            union = union.union(random.nextBoolean()
                    ? wkt("POLYGON((%1$d %2$d, %3$d %2$d, %3$d %4$d, %1$d %4$d, %1$d %2$d))"
                            .formatted(x, y, x + w, y + h))
                    : wkt("POLYGON((%1$d %2$d, %3$d %2$d, %1$d %4$d, %1$d %2$d))".formatted(x, y, x + w, y + h)));
        }
        return union;
    }

    private static Coordinate[] ring(Random random, int vertices, double x, double y, double low, double high) {
        var ring = new Coordinate[vertices + 1];
        for (int i = 0; i < vertices; i++) {
            double angle = 2 * Math.PI * i / vertices;
            double r = low + (high - low) * random.nextDouble();
            ring[i] = new Coordinate(x + r * Math.cos(angle), y + r * Math.sin(angle));
        }
        ring[vertices] = ring[0].copy();
        return ring;
    }
}
