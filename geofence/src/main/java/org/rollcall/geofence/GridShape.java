package org.rollcall.geofence;

import org.locationtech.jts.geom.Envelope;

/**
 * Where the cells of a grid lie: about square on the ground, a little more of them wide and high than the envelope.
 * Immutable.
 *
 * @param minX the left side of the first column
 * @param minY the lower side of the first row
 */
record GridShape(double minX, double minY, double cellWidth, double cellHeight, int columns, int rows) {

    /** So many cells to a segment: fewer cost time, more cost memory. */
    private static final double CELLS_A_SEGMENT = 3;

    private static final int MAX_CELLS = 1 << 20;

    /** Some 10 cm: so much more than a double's last digit that rounding never leads two cells astray. */
    static final double MIN_CELL_DEGREES = 1e-6;

    /** A grid for so many segments. */
    static GridShape over(Envelope envelope, int segments) {
        double pad = Math.max(MIN_CELL_DEGREES, 1e-9 * Math.max(envelope.getWidth(), envelope.getHeight()));
        double width = envelope.getWidth() + 2 * pad;
        double height = envelope.getHeight() + 2 * pad;
        double cells = Math.max(1, Math.min(MAX_CELLS, CELLS_A_SEGMENT * segments));
        double middle = Math.toRadians((envelope.getMinY() + envelope.getMaxY()) / 2);
        double ratio = width * Math.max(0.01, Math.cos(middle)) / height;
        int columns = between(Math.sqrt(cells * ratio), Math.min(cells, width / MIN_CELL_DEGREES));
        int rows = between(cells / columns, height / MIN_CELL_DEGREES);
        return new GridShape(envelope.getMinX() - pad, envelope.getMinY() - pad, width / columns, height / rows,
                columns, rows);
    }

    /** A grid over the same place with a quarter of the cells, or the same where there is but one. */
    GridShape coarser() {
        int fewerColumns = (columns + 1) / 2;
        int fewerRows = (rows + 1) / 2;
        return new GridShape(minX, minY, cellWidth * columns / fewerColumns, cellHeight * rows / fewerRows,
                fewerColumns, fewerRows);
    }

    int cells() {
        return columns * rows;
    }

    int cell(int column, int row) {
        return row * columns + column;
    }

    /** The column of an x, the nearest one for an x that lies in none. */
    int column(double x) {
        return Math.max(0, Math.min(columns - 1, (int) Math.floor((x - minX) / cellWidth)));
    }

    /** The row of a y, the nearest one for a y that lies in none. */
    int row(double y) {
        return Math.max(0, Math.min(rows - 1, (int) Math.floor((y - minY) / cellHeight)));
    }

    /** The left side of a column. */
    double left(int column) {
        return minX + column * cellWidth;
    }

    /** The lower side of a row. */
    double bottom(int row) {
        return minY + row * cellHeight;
    }

    private static int between(double wanted, double most) {
        return (int) Math.max(1, Math.min(Math.ceil(wanted), Math.floor(most)));
    }
}
