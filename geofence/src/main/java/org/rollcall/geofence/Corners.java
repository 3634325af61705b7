package org.rollcall.geofence;

/**
 * Whether the lower left corner of each cell lies inside: all corners in one pass over the segments, each of which turns
 * inside into outside for the corners to the right of it. Lives while an area is built.
 */
final class Corners {

    static final byte OUTSIDE = 0;
    static final byte INSIDE = 1;
    /** On the border, so that nothing can be told from it. */
    static final byte UNKNOWN = 2;

    private final GridShape shape;
    private final byte[] states;

    private Corners(GridShape shape) {
        this.shape = shape;
        states = new byte[shape.cells()];
    }

    /** The state of each cell's corner. */
    static byte[] of(Border border, GridShape shape) {
        var corners = new Corners(shape);
        border.forEach((segment, x1, y1, x2, y2) -> corners.cross(x1, y1, x2, y2));
        corners.sum();
        border.forEach((segment, x1, y1, x2, y2) -> corners.touch(x1, y1, x2, y2));
        return corners.states;
    }

    private void cross(double x1, double y1, double x2, double y2) {
        int toRow = Math.min(shape.rows() - 1, shape.row(Math.max(y1, y2)) + 1);
        for (int row = shape.row(Math.min(y1, y2)); row <= toRow; row++) {
            double y = shape.bottom(row);
            if (Sides.straddles(y1, y2, y)) {
                int column = firstRightOf(x1, y1, x2, y2, y);
                if (column < shape.columns()) {
                    states[shape.cell(column, row)] ^= 1;
                }
            }
        }
    }

    private int firstRightOf(double x1, double y1, double x2, double y2, double y) {
        int column = shape.column(x1 + (y - y1) / (y2 - y1) * (x2 - x1));
        while (column > 0 && Sides.crossing(x1, y1, x2, y2, shape.left(column - 1), y) < 0) {
            column--;
        }
        while (column < shape.columns() && Sides.crossing(x1, y1, x2, y2, shape.left(column), y) >= 0) {
            column++;
        }
        return column;
    }

    private void sum() {
        for (int row = 0; row < shape.rows(); row++) {
            for (int column = 1; column < shape.columns(); column++) {
                states[shape.cell(column, row)] ^= states[shape.cell(column - 1, row)];
            }
        }
    }

    private void touch(double x1, double y1, double x2, double y2) {
        int toRow = Math.min(shape.rows() - 1, shape.row(Math.max(y1, y2)) + 1);
        for (int row = shape.row(Math.min(y1, y2)); row <= toRow; row++) {
            double y = shape.bottom(row);
            if (Sides.straddles(y1, y2, y)) {
                int column = shape.column(x1 + (y - y1) / (y2 - y1) * (x2 - x1));
                for (int near = Math.max(0, column - 1); near <= Math.min(shape.columns() - 1, column + 1); near++) {
                    if (Sides.crossing(x1, y1, x2, y2, shape.left(near), y) == 0) {
                        states[shape.cell(near, row)] = UNKNOWN;
                    }
                }
            } else if (y1 == y || y2 == y) {
                int toColumn = shape.column(Math.max(x1, x2));
                for (int column = shape.column(Math.min(x1, x2)); column <= toColumn; column++) {
                    if (Sides.touchesFlat(x1, y1, x2, y2, shape.left(column), y)) {
                        states[shape.cell(column, row)] = UNKNOWN;
                    }
                }
            }
        }
    }
}
