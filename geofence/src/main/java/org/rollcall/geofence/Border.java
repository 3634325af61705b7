package org.rollcall.geofence;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * The border of an area: the vertices of all its rings in one array, x before y, a pair of NaN between two rings.
 * Segment {@code s} goes from vertex {@code s} to the next one; one that begins or ends at NaN does not exist, and every
 * comparison with its distance is false. Immutable.
 *
 * <p>Of each ring the number of its first vertex is kept, complemented for a shell and plain for a hole of the shell
 * before it, so that the polygons can be given back.
 */
final class Border {

    final double[] points;
    private final int[] rings;

    private Border(double[] points, int[] rings) {
        this.points = points;
        this.rings = rings;
    }

    static Border of(Geometry polygonal) {
        var lines = new ArrayList<LinearRing>();
        var shells = new ArrayList<Boolean>();
        for (int part = 0; part < polygonal.getNumGeometries(); part++) {
            var polygon = (Polygon) polygonal.getGeometryN(part);
            for (int ring = -1; !polygon.isEmpty() && ring < polygon.getNumInteriorRing(); ring++) {
                lines.add(ring < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(ring));
                shells.add(ring < 0);
            }
        }
        lines.removeIf(LinearRing::isEmpty);
        int vertices = lines.stream().mapToInt(LinearRing::getNumPoints).sum() + lines.size() - 1;
        double[] points = new double[2 * vertices];
        int[] rings = new int[lines.size()];
        int next = 0;
        for (int r = 0; r < rings.length; r++) {
            if (r > 0) {
                points[next++] = Double.NaN;
                points[next++] = Double.NaN;
            }
            rings[r] = shells.get(r) ? ~(next / 2) : next / 2;
            var line = lines.get(r).getCoordinateSequence();
            for (int i = 0; i < line.size(); i++) {
                points[next++] = line.getX(i);
                points[next++] = line.getY(i);
            }
        }
        return new Border(points, rings);
    }

    /** How many segments there are, which is how many different vertices. */
    int segments() {
        return points.length / 2 - 2 * rings.length + 1;
    }

    /** Calls for each segment that exists. */
    void forEach(SegmentVisitor visitor) {
        for (int r = 0; r < rings.length; r++) {
            for (int s = first(r); s < last(r); s++) {
                visitor.visit(s, points[2 * s], points[2 * s + 1], points[2 * s + 2], points[2 * s + 3]);
            }
        }
    }

    /** Interior, border or exterior, by counting all segments to the left: slow and right. */
    int locate(double x, double y) {
        boolean inside = false;
        for (int r = 0; r < rings.length; r++) {
            for (int s = first(r); s < last(r); s++) {
                double x1 = points[2 * s];
                double y1 = points[2 * s + 1];
                double x2 = points[2 * s + 2];
                double y2 = points[2 * s + 3];
                if (Sides.straddles(y1, y2, y)) {
                    int side = Sides.crossing(x1, y1, x2, y2, x, y);
                    if (side == 0) {
                        return Location.BOUNDARY;
                    }
                    inside ^= side < 0;
                } else if (Sides.touchesFlat(x1, y1, x2, y2, x, y)) {
                    return Location.BOUNDARY;
                }
            }
        }
        return inside ? Location.INTERIOR : Location.EXTERIOR;
    }

    /** The polygons that this is the border of. */
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

    private LinearRing ring(GeometryFactory factory, int ring) {
        var vertices = new Coordinate[last(ring) - first(ring) + 1];
        for (int i = 0; i < vertices.length; i++) {
            int vertex = first(ring) + i;
            vertices[i] = new Coordinate(points[2 * vertex], points[2 * vertex + 1]);
        }
        return factory.createLinearRing(vertices);
    }

    private int first(int ring) {
        return rings[ring] < 0 ? ~rings[ring] : rings[ring];
    }

    /** The vertex that closes the ring. */
    private int last(int ring) {
        return ring + 1 < rings.length ? first(ring + 1) - 2 : points.length / 2 - 1;
    }

    @FunctionalInterface
    interface SegmentVisitor {
        void visit(int segment, double x1, double y1, double x2, double y2);
    }
}
