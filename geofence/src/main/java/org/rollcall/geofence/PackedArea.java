package org.rollcall.geofence;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/**
 * Polygons as packed vertices under a uniform grid.
 *
 * <p>Most lookups read one number, that of a cell which no segment touches. In any other cell the point is reached from
 * the cell's lower left corner, of which it is known whether it lies inside, by a path of two legs, up the cell's left
 * side and then along; every segment crossed on the way turns inside into outside. Only the segments of one cell are
 * looked at, and every decision is exact. Where the path's corner or bend lies on the border, all segments are counted
 * instead: slow, rare and right.
 *
 * <p>All numbers of the grid are fields here and not of another object: what is read first is then two cache lines.
 */
final class PackedArea implements Area {

    /** So near that looking into each cell is quicker than asking the tree. */
    private static final int FEW_CELLS = 2;

    private final double minX;
    private final double minY;
    private final double maxX;
    private final double maxY;
    private final double cellWidth;
    private final double cellHeight;
    private final double leastCellMetres;
    private final double leastMetresPerDegreeOfLongitude;
    private final int columns;
    private final int rows;
    private final int[] codes;
    private final int[] lists;
    private final double[] points;
    private final Border border;
    private final BorderTree tree;

    private PackedArea(GridShape shape, Cells cells, Border border) {
        minX = shape.minX();
        minY = shape.minY();
        cellWidth = shape.cellWidth();
        cellHeight = shape.cellHeight();
        columns = shape.columns();
        rows = shape.rows();
        // A little less than the grid is wide and high, so that whatever is not beyond falls into a cell.
        maxX = minX + columns * cellWidth - GridShape.MIN_CELL_DEGREES / 2;
        maxY = minY + rows * cellHeight - GridShape.MIN_CELL_DEGREES / 2;
        double farthestNorth = Math.min(90, Math.max(Math.abs(minY), Math.abs(maxY)));
        leastMetresPerDegreeOfLongitude = LocalMetric.at(farthestNorth).metresPerDegreeOfLongitude();
        leastCellMetres = Math.min(cellWidth * leastMetresPerDegreeOfLongitude,
                cellHeight * Distances.LEAST_METRES_PER_DEGREE);
        codes = cells.codes();
        lists = cells.lists();
        points = border.points;
        this.border = border;
        tree = new BorderTree(border, minX, minY);
    }

    /** @param polygonal valid, on one side of a cut round the globe, so that its longitudes are continuous */
    static PackedArea of(Geometry polygonal) {
        var border = Border.of(polygonal);
        var raster = Raster.of(border, GridShape.over(polygonal.getEnvelopeInternal(), border.segments()));
        return new PackedArea(raster.shape, Cells.of(border, raster), border);
    }

    /** The polygons that this area was made of, each side of the antimeridian by itself. */
    Geometry toGeometry() {
        return Antimeridian.split(border.toGeometry());
    }

    @Override
    public int vertexCount() {
        return border.segments();
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
        return signedMetres(place, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    @Override
    public double signedDistanceMetres(WgsCoordinate place, double atMostMetres) {
        double most = Area.requireReach(atMostMetres);
        double x = near(place.longitude());
        double y = place.latitude();
        if (x >= minX && x <= maxX && y >= minY && y <= maxY) {
            double across = (x - minX) / cellWidth;
            double up = (y - minY) / cellHeight;
            int column = (int) across;
            int row = (int) up;
            int code = codes[row * columns + column];
            if (code >= 0 && leastMetres(code, across - column, up - row) >= most) {
                // Without a branch on inside or outside, which no processor could foresee.
                return most * (1 - 2 * (code & 1));
            }
        }
        return signedMetres(place, most, most);
    }

    /** As {@link Distances#signedMetres}. */
    double signedMetres(WgsCoordinate place, double deepest, double farthest) {
        double x = near(place.longitude());
        double y = place.latitude();
        if (!(x >= minX && x <= maxX && y >= minY && y <= maxY)) {
            return leastMetresToEnvelope(x, y) >= farthest ? farthest : nearestMetres(x, y, farthest);
        }
        double across = (x - minX) / cellWidth;
        double up = (y - minY) / cellHeight;
        int column = (int) across;
        int row = (int) up;
        int code = codes[row * columns + column];
        if (code < 0) {
            return switch (locateInCell(x, y, column, row, ~code)) {
                case Location.BOUNDARY -> 0;
                case Location.INTERIOR -> -nearestMetres(x, y, deepest);
                default -> nearestMetres(x, y, farthest);
            };
        }
        boolean inside = (code & 1) != 0;
        double most = inside ? deepest : farthest;
        double distance = leastMetres(code, across - column, up - row) >= most ? most : nearestMetres(x, y, most);
        return inside ? -distance : distance;
    }

    /** No segment is nearer to a place in a cell that none touches. */
    private double leastMetres(int code, double across, double up) {
        return ((code >> 1) - 1 + Math.min(toSide(across), toSide(up))) * leastCellMetres;
    }

    private static double toSide(double intoCell) {
        return Math.max(0, Math.min(intoCell, 1 - intoCell));
    }

    private double nearestMetres(double x, double y, double most) {
        var metric = LocalMetric.at(y);
        double mx = metric.metresPerDegreeOfLongitude();
        double my = metric.metresPerDegreeOfLatitude();
        int fromColumn = column(x - most / mx);
        int toColumn = column(x + most / mx);
        int fromRow = row(y - most / my);
        int toRow = row(y + most / my);
        double squared = most * most;
        if (toColumn - fromColumn > FEW_CELLS || toRow - fromRow > FEW_CELLS) {
            return Math.sqrt(tree.squaredMetres(x, y, mx, my, squared));
        }
        for (int row = fromRow; row <= toRow; row++) {
            for (int column = fromColumn; column <= toColumn; column++) {
                int code = codes[row * columns + column];
                if (code < 0) {
                    squared = nearestInCell(x, y, mx, my, ~code, squared);
                }
            }
        }
        return Math.sqrt(squared);
    }

    private double nearestInCell(double x, double y, double mx, double my, int list, double atMost) {
        double best = atMost;
        int end = list + (lists[list] >>> 2);
        for (int i = list + 1; i <= end; i++) {
            int p = 2 * lists[i];
            best = Math.min(best, LocalMetric.squaredFromOrigin((points[p] - x) * mx, (points[p + 1] - y) * my,
                    (points[p + 2] - x) * mx, (points[p + 3] - y) * my));
        }
        return best;
    }

    private int column(double x) {
        return Math.max(0, Math.min(columns - 1, (int) ((x - minX) / cellWidth)));
    }

    private int row(double y) {
        return Math.max(0, Math.min(rows - 1, (int) ((y - minY) / cellHeight)));
    }

    /** No part of the area is nearer to a place outside the envelope. */
    private double leastMetresToEnvelope(double x, double y) {
        double north = Math.max(minY - y, y - maxY);
        return north > 0
                ? north * Distances.LEAST_METRES_PER_DEGREE
                : Math.max(minX - x, x - maxX) * leastMetresPerDegreeOfLongitude;
    }

    /** The same meridian, counted so that it is at most half the globe from the middle of the area. */
    private double near(double longitude) {
        double fromMiddle = longitude - (minX + maxX) / 2;
        return fromMiddle < -180 ? longitude + 360 : fromMiddle > 180 ? longitude - 360 : longitude;
    }

    private int locate(double longitude, double y) {
        double x = longitude;
        if (!(x >= minX && x <= maxX)) {
            x = near(longitude);
        }
        if (!(x >= minX && x <= maxX && y >= minY && y <= maxY)) {
            return Location.EXTERIOR;
        }
        int column = (int) ((x - minX) / cellWidth);
        int row = (int) ((y - minY) / cellHeight);
        int code = codes[row * columns + column];
        // Without a branch on inside or outside, which no processor could foresee.
        return code >= 0
                ? Location.EXTERIOR - (code & 1) * (Location.EXTERIOR - Location.INTERIOR)
                : locateInCell(x, y, column, row, ~code);
    }

    private int locateInCell(double x, double y, int column, int row, int list) {
        double cornerX = minX + column * cellWidth;
        double cornerY = minY + row * cellHeight;
        int state = lists[list] & 3;
        if (state == Corners.UNKNOWN) {
            return border.locate(x, y);
        }
        boolean inside = state == Corners.INSIDE;
        int end = list + (lists[list] >>> 2);
        for (int i = list + 1; i <= end; i++) {
            int p = 2 * lists[i];
            double x1 = points[p];
            double y1 = points[p + 1];
            double x2 = points[p + 2];
            double y2 = points[p + 3];
            if (Sides.straddles(y1, y2, y)) {
                int atPoint = Sides.crossing(x1, y1, x2, y2, x, y);
                int atBend = Sides.crossing(x1, y1, x2, y2, cornerX, y);
                if (atPoint == 0) {
                    return Location.BOUNDARY;
                }
                if (atBend == 0) {
                    return border.locate(x, y);
                }
                inside ^= atPoint != atBend;
            } else if (y1 == y || y2 == y) {
                if (Sides.touchesFlat(x1, y1, x2, y2, x, y)) {
                    return Location.BOUNDARY;
                }
                if (Sides.touchesFlat(x1, y1, x2, y2, cornerX, y)) {
                    return border.locate(x, y);
                }
            }
            if (Sides.straddles(x1, x2, cornerX)) {
                int atBend = Sides.crossing(y1, x1, y2, x2, y, cornerX);
                int atCorner = Sides.crossing(y1, x1, y2, x2, cornerY, cornerX);
                if (atBend == 0 || atCorner == 0) {
                    return border.locate(x, y);
                }
                inside ^= atBend != atCorner;
            }
        }
        return inside ? Location.INTERIOR : Location.EXTERIOR;
    }
}
