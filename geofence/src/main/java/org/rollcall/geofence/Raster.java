package org.rollcall.geofence;

/**
 * Which segments touch which cell, with a tolerance that is far wider than rounding: a point that rounds into the
 * neighbouring cell still finds every segment near it. Lives while an area is built.
 */
final class Raster {

    private static final double TOLERANCE_CELLS = 1e-6;

    /** So many entries to a segment are ordinary; more mean long segments side by side, for which cells must be fewer. */
    private static final long ENTRIES_A_SEGMENT = 8;

    final GridShape shape;
    private final Border border;
    private final double toleranceX;
    private final double toleranceY;

    private Raster(Border border, GridShape shape) {
        this.border = border;
        this.shape = shape;
        toleranceX = TOLERANCE_CELLS * shape.cellWidth();
        toleranceY = TOLERANCE_CELLS * shape.cellHeight();
    }

    /** The finest raster whose size is in proportion to the border. */
    static Raster of(Border border, GridShape finest) {
        var raster = new Raster(border, finest);
        while (raster.shape.cells() > 1 && raster.entries() > ENTRIES_A_SEGMENT * (border.segments() + 8)) {
            raster = new Raster(border, raster.shape.coarser());
        }
        return raster;
    }

    /** How many segments touch each cell. */
    int[] counts() {
        int[] counts = new int[shape.cells()];
        forEachSpan((segment, row, from, to) -> {
            for (int cell = shape.cell(from, row); cell <= shape.cell(to, row); cell++) {
                counts[cell]++;
            }
        });
        return counts;
    }

    private long entries() {
        long[] sum = new long[1];
        forEachSpan((segment, row, from, to) -> sum[0] += to - from + 1);
        return sum[0];
    }

    /** Calls for each segment and each row that it touches. */
    void forEachSpan(SpanVisitor visitor) {
        border.forEach((segment, x1, y1, x2, y2) -> {
            int fromRow = shape.row(Math.min(y1, y2) - toleranceY);
            int toRow = shape.row(Math.max(y1, y2) + toleranceY);
            boolean flat = Math.abs(y2 - y1) <= 4 * toleranceY;
            for (int row = fromRow; row <= toRow; row++) {
                double a = flat ? x1 : at(x1, y1, x2, y2, row, y1);
                double b = flat ? x2 : at(x1, y1, x2, y2, row, y2);
                visitor.visit(segment, row, shape.column(Math.min(a, b) - toleranceX),
                        shape.column(Math.max(a, b) + toleranceX));
            }
        });
    }

    /** The x of the place on a segment that lies in a row and is nearest to an end's y. */
    private double at(double x1, double y1, double x2, double y2, int row, double endY) {
        double y = Math.max(shape.bottom(row) - toleranceY, Math.min(shape.bottom(row + 1) + toleranceY, endY));
        return y == y1 ? x1 : y == y2 ? x2 : x1 + (y - y1) / (y2 - y1) * (x2 - x1);
    }

    @FunctionalInterface
    interface SpanVisitor {
        void visit(int segment, int row, int fromColumn, int toColumn);
    }
}
