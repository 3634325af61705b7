package org.rollcall.geofence;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * The border of an area: the segments of all its rings, four doubles each, in one array. Immutable.
 *
 * <p>Where each ring begins is kept too, with the complement of the number for a shell and the number itself for a hole
 * of the shell before it, so that the polygons can be given back.
 */
final class SegmentSet {

    private final double[] ends;
    private final int[] rings;
    private final double minX;
    private final double minY;
    private final double maxX;
    private final double maxY;

    private SegmentSet(double[] ends, int[] rings, double minX, double minY, double maxX, double maxY) {
        this.ends = ends;
        this.rings = rings;
        this.minX = minX;
        this.minY = minY;
        this.maxX = maxX;
        this.maxY = maxY;
    }

    static SegmentSet of(Geometry polygonal) {
        var rings = new ArrayList<LinearRing>();
        var shells = new ArrayList<Boolean>();
        for (int part = 0; part < polygonal.getNumGeometries(); part++) {
            var polygon = (Polygon) polygonal.getGeometryN(part);
            if (!polygon.isEmpty()) {
                rings.add(polygon.getExteriorRing());
                shells.add(true);
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    rings.add(polygon.getInteriorRingN(hole));
                    shells.add(false);
                }
            }
        }
        int count = rings.stream().mapToInt(ring -> Math.max(0, ring.getNumPoints() - 1)).sum();
        double[] ends = new double[4 * count];
        int[] starts = new int[rings.size()];
        int next = 0;
        for (int r = 0; r < starts.length; r++) {
            starts[r] = shells.get(r) ? ~(next / 4) : next / 4;
            var points = rings.get(r).getCoordinateSequence();
            for (int i = 1; i < points.size(); i++) {
                ends[next++] = points.getX(i - 1);
                ends[next++] = points.getY(i - 1);
                ends[next++] = points.getX(i);
                ends[next++] = points.getY(i);
            }
        }
        var envelope = polygonal.getEnvelopeInternal();
        return new SegmentSet(ends, starts, envelope.getMinX(), envelope.getMinY(), envelope.getMaxX(),
                envelope.getMaxY());
    }

    /** The polygons that the segments are the border of. */
    Geometry toGeometry() {
        var factory = new GeometryFactory();
        List<Polygon> polygons = new ArrayList<>();
        for (int r = 0; r < rings.length;) {
            var shell = ring(factory, r++);
            List<LinearRing> holes = new ArrayList<>();
            while (r < rings.length && rings[r] >= 0) {
                holes.add(ring(factory, r++));
            }
            polygons.add(factory.createPolygon(shell, holes.toArray(LinearRing[]::new)));
        }
        return polygons.size() == 1 ? polygons.get(0) : factory.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }

    private LinearRing ring(GeometryFactory factory, int index) {
        int first = startOf(index);
        int end = index + 1 < rings.length ? startOf(index + 1) : count();
        var points = new Coordinate[end - first + 1];
        for (int i = 0; i < end - first; i++) {
            points[i] = new Coordinate(x1(first + i), y1(first + i));
        }
        points[end - first] = points[0].copy();
        return factory.createLinearRing(points);
    }

    private int startOf(int ring) {
        return rings[ring] < 0 ? ~rings[ring] : rings[ring];
    }

    int count() {
        return ends.length / 4;
    }

    double x1(int segment) {
        return ends[4 * segment];
    }

    double y1(int segment) {
        return ends[4 * segment + 1];
    }

    double x2(int segment) {
        return ends[4 * segment + 2];
    }

    double y2(int segment) {
        return ends[4 * segment + 3];
    }

    double minX() {
        return minX;
    }

    double minY() {
        return minY;
    }

    double maxX() {
        return maxX;
    }

    double maxY() {
        return maxY;
    }
}
