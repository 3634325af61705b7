package org.rollcall.geofence;

import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/**
 * Polygons as packed segments under a uniform grid.
 *
 * <p>Each cell knows whether its lower left corner lies inside. A point is reached from that corner by a path of two
 * legs, up the cell's left side and then along, and every segment crossed on the way turns inside into outside. Only
 * the segments of one cell are looked at, and every decision is made by an exact orientation predicate. Where the path
 * itself touches the border, all segments are counted instead: slow, rare and right.
 */
final class PackedArea implements Area {

    private static final byte OUTSIDE = 0;
    private static final byte INSIDE = 1;
    private static final byte UNKNOWN = 2;

    private final SegmentSet set;
    private final SegmentGrid grid;
    private final byte[] corners;

    private PackedArea(SegmentSet set) {
        this.set = set;
        this.grid = new SegmentGrid(set);
        this.corners = new byte[grid.columns * grid.rows];
        for (int row = 0; row < grid.rows; row++) {
            for (int column = 0; column < grid.columns; column++) {
                corners[grid.cell(column, row)] = cornerOf(column, row);
            }
        }
    }

    static PackedArea of(Geometry polygonal) {
        return new PackedArea(SegmentSet.of(polygonal));
    }

    /** The polygons that this area was made of. */
    Geometry toGeometry() {
        return set.toGeometry();
    }

    @Override
    public int vertexCount() {
        return set.count();
    }

    @Override
    public boolean covers(WgsCoordinate place) {
        return locate(place.longitude(), place.latitude()) != Location.EXTERIOR;
    }

    @Override
    public int locate(Coordinate coordinate) {
        var place = WgsCoordinate.fromJts(coordinate);
        return locate(place.longitude(), place.latitude());
    }

    @Override
    public double signedDistanceMetres(WgsCoordinate place) {
        return signedDistanceMetres(place.longitude(), place.latitude(), LocalMetric.at(place.latitude()));
    }

    /** As {@link #signedDistanceMetres(WgsCoordinate)}, with the metric of the place's latitude already made. */
    double signedDistanceMetres(double x, double y, LocalMetric metric) {
        int location = locate(x, y);
        if (location == Location.BOUNDARY) {
            return 0;
        }
        double distance = distanceMetres(x, y, metric);
        return location == Location.INTERIOR ? -distance : distance;
    }

    /** Metres to the envelope, 0 in it: no part of the area is nearer. */
    double envelopeDistanceMetres(double x, double y, LocalMetric metric) {
        double dx = Math.max(0, Math.max(set.minX() - x, x - set.maxX()));
        double dy = Math.max(0, Math.max(set.minY() - y, y - set.maxY()));
        return dx == 0 && dy == 0
                ? 0
                : Math.hypot(dx * metric.metresPerDegreeOfLongitude(), dy * metric.metresPerDegreeOfLatitude());
    }

    private int locate(double x, double y) {
        if (x < set.minX() || x > set.maxX() || y < set.minY() || y > set.maxY()) {
            return Location.EXTERIOR;
        }
        int column = grid.column(x);
        int row = grid.row(y);
        int cell = grid.cell(column, row);
        if (corners[cell] == UNKNOWN) {
            return countAll(x, y);
        }
        return countFromCorner(x, y, cell, grid.minX + column * grid.cellWidth, grid.minY + row * grid.cellHeight);
    }

    private int countFromCorner(double x, double y, int cell, double cornerX, double cornerY) {
        boolean inside = corners[cell] == INSIDE;
        for (int i = grid.first(cell), end = grid.end(cell); i < end; i++) {
            int s = grid.segment(i);
            double x1 = set.x1(s);
            double y1 = set.y1(s);
            double x2 = set.x2(s);
            double y2 = set.y2(s);
            if (touches(x, y, x1, y1, x2, y2)) {
                return Location.BOUNDARY;
            }
            if (x1 > cornerX != x2 > cornerX) {
                int atCorner = orientation(x1, y1, x2, y2, cornerX, cornerY);
                int atBend = orientation(x1, y1, x2, y2, cornerX, y);
                if (atCorner == 0 || atBend == 0) {
                    return countAll(x, y);
                }
                inside ^= atCorner != atBend;
            } else if (touches(cornerX, y, x1, y1, x2, y2)) {
                return countAll(x, y);
            }
            if (y1 > y != y2 > y) {
                int atBend = orientation(x1, y1, x2, y2, cornerX, y);
                if (atBend == 0) {
                    return countAll(x, y);
                }
                inside ^= atBend != orientation(x1, y1, x2, y2, x, y);
            }
        }
        return inside ? Location.INTERIOR : Location.EXTERIOR;
    }

    private int countAll(double x, double y) {
        var point = new Coordinate(x, y);
        var counter = new RayCrossingCounter(point);
        var from = new Coordinate();
        var to = new Coordinate();
        for (int s = 0; s < set.count(); s++) {
            if (Math.max(set.y1(s), set.y2(s)) < y || Math.min(set.y1(s), set.y2(s)) > y
                    || Math.max(set.x1(s), set.x2(s)) < x) {
                continue;
            }
            from.setX(set.x1(s));
            from.setY(set.y1(s));
            to.setX(set.x2(s));
            to.setY(set.y2(s));
            counter.countSegment(from, to);
            if (counter.isOnSegment()) {
                return Location.BOUNDARY;
            }
        }
        return counter.getLocation();
    }

    private byte cornerOf(int column, int row) {
        double x = grid.minX + column * grid.cellWidth;
        double y = grid.minY + row * grid.cellHeight;
        int cell = grid.cell(column, row);
        // A cell to the left without segments has one answer for all its points, its right side included.
        if (column > 0) {
            int left = grid.cell(column - 1, row);
            if (grid.first(left) == grid.end(left) && corners[left] != UNKNOWN) {
                return corners[left];
            }
        }
        return switch (countAll(x, y)) {
            case Location.INTERIOR -> INSIDE;
            case Location.EXTERIOR -> OUTSIDE;
            default -> grid.first(cell) == grid.end(cell) ? OUTSIDE : UNKNOWN;
        };
    }

    private double distanceMetres(double x, double y, LocalMetric metric) {
        double cellMetres = Math.min(grid.cellWidth * metric.metresPerDegreeOfLongitude(),
                grid.cellHeight * metric.metresPerDegreeOfLatitude());
        int column = grid.column(x);
        int row = grid.row(y);
        double best = Double.POSITIVE_INFINITY;
        int rings = Math.max(grid.columns, grid.rows);
        // Cells k rings away are at least k - 1 cells off. The nearest place of the envelope to a point outside is not
        // farther from anything in it than the point itself, so that this bound holds for points outside too.
        for (int k = 0; k <= rings && (k - 1) * cellMetres <= best; k++) {
            for (int r = Math.max(0, row - k); r <= Math.min(grid.rows - 1, row + k); r++) {
                int step = Math.abs(r - row) == k || k == 0 ? 1 : 2 * k;
                for (int c = column - k; c <= column + k; c += step) {
                    if (c >= 0 && c < grid.columns) {
                        best = Math.min(best, nearestInCell(metric, x, y, grid.cell(c, r)));
                    }
                }
            }
        }
        return best;
    }

    private double nearestInCell(LocalMetric metric, double x, double y, int cell) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = grid.first(cell), end = grid.end(cell); i < end; i++) {
            int s = grid.segment(i);
            best = Math.min(best,
                    metric.distanceMetresToSegment(x, y, set.x1(s), set.y1(s), set.x2(s), set.y2(s)));
        }
        return best;
    }

    private static boolean touches(double x, double y, double x1, double y1, double x2, double y2) {
        return x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2)
                && orientation(x1, y1, x2, y2, x, y) == 0;
    }

    private static int orientation(double x1, double y1, double x2, double y2, double x, double y) {
        return CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, x, y);
    }
}
