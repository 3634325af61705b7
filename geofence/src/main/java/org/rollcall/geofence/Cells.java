package org.rollcall.geofence;

/**
 * What a lookup reads first: one number a cell. Immutable.
 *
 * <p>For a cell that no segment touches, twice the number of cells to the nearest one that some segment does, plus one
 * if the cell lies inside. For any other cell, the complement of a place in the lists: there stand four times the number
 * of segments plus the state of the cell's lower left corner, and then the segments.
 *
 * @param codes by cell
 * @param lists of the cells that segments touch
 */
record Cells(int[] codes, int[] lists) {

    static Cells of(Border border, Raster raster) {
        var shape = raster.shape;
        int[] counts = raster.counts();
        byte[] corners = Corners.of(border, shape);
        int[] codes = new int[shape.cells()];
        int size = 0;
        for (int cell = 0; cell < codes.length; cell++) {
            if (counts[cell] > 0) {
                codes[cell] = ~size;
                size += 1 + counts[cell];
            } else {
                codes[cell] = Integer.MAX_VALUE;
            }
        }
        int[] lists = new int[size];
        raster.forEachSpan((segment, row, from, to) -> {
            for (int cell = shape.cell(from, row); cell <= shape.cell(to, row); cell++) {
                int list = ~codes[cell];
                lists[list + counts[cell]--] = segment;
                lists[list] += 4;
            }
        });
        spread(shape, codes);
        for (int cell = 0; cell < codes.length; cell++) {
            if (codes[cell] < 0) {
                lists[~codes[cell]] += corners[cell];
            } else {
                codes[cell] = 2 * codes[cell] + (corners[cell] == Corners.INSIDE ? 1 : 0);
            }
        }
        return new Cells(codes, lists);
    }

    /** How many cells each is from the nearest with segments: there and back over the grid. */
    private static void spread(GridShape shape, int[] codes) {
        int last = shape.rows() - 1;
        for (int row = 0; row <= last; row++) {
            for (int column = 0; column < shape.columns(); column++) {
                lower(shape, codes, column, row, -1);
            }
        }
        for (int row = last; row >= 0; row--) {
            for (int column = shape.columns() - 1; column >= 0; column--) {
                lower(shape, codes, column, row, 1);
            }
        }
    }

    private static void lower(GridShape shape, int[] codes, int column, int row, int step) {
        int cell = shape.cell(column, row);
        if (codes[cell] < 0) {
            return;
        }
        int least = codes[cell];
        least = Math.min(least, next(shape, codes, column + step, row));
        for (int side = -1; side <= 1; side++) {
            least = Math.min(least, next(shape, codes, column + side, row + step));
        }
        codes[cell] = least;
    }

    private static int next(GridShape shape, int[] codes, int column, int row) {
        if (column < 0 || column >= shape.columns() || row < 0 || row >= shape.rows()) {
            return Integer.MAX_VALUE;
        }
        int code = codes[shape.cell(column, row)];
        return code < 0 ? 1 : code == Integer.MAX_VALUE ? code : code + 1;
    }
}
