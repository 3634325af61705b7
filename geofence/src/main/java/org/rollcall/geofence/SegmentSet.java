package org.rollcall.geofence;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;

/** The border of an area: the segments of all its rings, four doubles each, in one array. Immutable. */
final class SegmentSet {

    private final double[] ends;
    private final double minX;
    private final double minY;
    private final double maxX;
    private final double maxY;

    private SegmentSet(double[] ends, double minX, double minY, double maxX, double maxY) {
        this.ends = ends;
        this.minX = minX;
        this.minY = minY;
        this.maxX = maxX;
        this.maxY = maxY;
    }

    static SegmentSet of(Geometry polygonal) {
        @SuppressWarnings("unchecked")
        var rings = (java.util.List<LineString>) LinearComponentExtracter.getLines(polygonal);
        int count = rings.stream().mapToInt(ring -> Math.max(0, ring.getNumPoints() - 1)).sum();
        double[] ends = new double[4 * count];
        int next = 0;
        for (var ring : rings) {
            var points = ring.getCoordinateSequence();
            for (int i = 1; i < points.size(); i++) {
                ends[next++] = points.getX(i - 1);
                ends[next++] = points.getY(i - 1);
                ends[next++] = points.getX(i);
                ends[next++] = points.getY(i);
            }
        }
        var envelope = polygonal.getEnvelopeInternal();
        return new SegmentSet(ends, envelope.getMinX(), envelope.getMinY(), envelope.getMaxX(), envelope.getMaxY());
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
