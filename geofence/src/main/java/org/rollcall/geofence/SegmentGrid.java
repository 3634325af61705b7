package org.rollcall.geofence;

import java.util.Arrays;

/**
 * A uniform grid over an envelope; each cell lists the segments whose bounding boxes touch it. Lists are packed into
 * one array. Immutable after construction.
 */
final class SegmentGrid {

    private static final int MAX_CELLS_A_SIDE = 512;

    final double minX;
    final double minY;
    final double cellWidth;
    final double cellHeight;
    final int columns;
    final int rows;
    private final int[] firstOfCell;
    private final int[] segments;

    SegmentGrid(SegmentSet set) {
        int side = (int) Math.max(1, Math.min(MAX_CELLS_A_SIDE, Math.ceil(Math.sqrt(set.count()))));
        columns = side;
        rows = side;
        // Wider than the envelope, so that the outermost points fall into a cell and no cell has no size.
        double padX = Math.max(1e-9, (set.maxX() - set.minX()) * 1e-9);
        double padY = Math.max(1e-9, (set.maxY() - set.minY()) * 1e-9);
        minX = set.minX() - padX;
        minY = set.minY() - padY;
        cellWidth = (set.maxX() + padX - minX) / columns;
        cellHeight = (set.maxY() + padY - minY) / rows;
        int[] counts = new int[columns * rows + 1];
        forEachTouch(set, (cell, segment) -> counts[cell + 1]++);
        for (int cell = 0; cell < columns * rows; cell++) {
            counts[cell + 1] += counts[cell];
        }
        firstOfCell = counts;
        segments = new int[counts[columns * rows]];
        int[] next = Arrays.copyOf(counts, columns * rows);
        forEachTouch(set, (cell, segment) -> segments[next[cell]++] = segment);
    }

    int column(double x) {
        return clamp((int) Math.floor((x - minX) / cellWidth), columns);
    }

    int row(double y) {
        return clamp((int) Math.floor((y - minY) / cellHeight), rows);
    }

    int cell(int column, int row) {
        return row * columns + column;
    }

    int first(int cell) {
        return firstOfCell[cell];
    }

    int end(int cell) {
        return firstOfCell[cell + 1];
    }

    int segment(int position) {
        return segments[position];
    }

    private static int clamp(int index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }

    private void forEachTouch(SegmentSet set, Touch touch) {
        for (int segment = 0; segment < set.count(); segment++) {
            // One cell more on each side than the rounded arithmetic says: a point that rounds into the neighbour
            // still finds every segment near it.
            int fromColumn = column(Math.min(set.x1(segment), set.x2(segment)) - cellWidth * 1e-6);
            int toColumn = column(Math.max(set.x1(segment), set.x2(segment)) + cellWidth * 1e-6);
            int fromRow = row(Math.min(set.y1(segment), set.y2(segment)) - cellHeight * 1e-6);
            int toRow = row(Math.max(set.y1(segment), set.y2(segment)) + cellHeight * 1e-6);
            for (int row = fromRow; row <= toRow; row++) {
                for (int column = fromColumn; column <= toColumn; column++) {
                    touch.of(cell(column, row), segment);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Touch {
        void of(int cell, int segment);
    }
}
