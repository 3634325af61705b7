package org.rollcall.geofence;

/**
 * Finds the nearest segment of a border: boxes around each eight segments in their order along the ring, boxes around
 * each eight of those, and so on. Neighbours along a ring are neighbours on the ground, so that the boxes are small
 * without any sorting. Immutable.
 */
final class BorderTree {

    private static final int FAN = 8;

    private final double[] points;
    private final double originX;
    private final double originY;
    /** Four numbers a box: the least x and y and the greatest, from the origin, rounded outwards. */
    private final float[] boxes;
    /** Where each level's boxes begin, the finest level first; one more number for the end. */
    private final int[] levels;

    BorderTree(Border border, double originX, double originY) {
        this.points = border.points;
        this.originX = originX;
        this.originY = originY;
        levels = levels(points.length / 2 - 1);
        boxes = new float[4 * levels[levels.length - 1]];
        for (int leaf = 0; leaf < levels[1]; leaf++) {
            fit(leaf);
        }
        for (int level = 1; level < levels.length - 1; level++) {
            for (int box = levels[level]; box < levels[level + 1]; box++) {
                int first = levels[level - 1] + FAN * (box - levels[level]);
                join(box, first, Math.min(first + FAN, levels[level]));
            }
        }
    }

    /**
     * The square of the distance to the nearest segment, or a bound if none is nearer.
     *
     * @param mx metres a degree of longitude
     * @param my metres a degree of latitude
     * @param atMost the bound, squared
     */
    double squaredMetres(double x, double y, double mx, double my, double atMost) {
        return nearest(levels.length - 2, 0, x, y, mx, my, atMost);
    }

    private double nearest(int level, int parent, double x, double y, double mx, double my, double atMost) {
        int first = levels[level] + FAN * parent;
        int end = Math.min(first + FAN, levels[level + 1]);
        int likely = -1;
        double least = atMost;
        for (int box = first; box < end; box++) {
            double bound = bound(box, x, y, mx, my);
            if (bound < least) {
                least = bound;
                likely = box;
            }
        }
        if (likely < 0) {
            return atMost;
        }
        double best = within(level, likely, x, y, mx, my, atMost);
        for (int box = first; box < end; box++) {
            if (box != likely && bound(box, x, y, mx, my) < best) {
                best = within(level, box, x, y, mx, my, best);
            }
        }
        return best;
    }

    private double within(int level, int box, double x, double y, double mx, double my, double atMost) {
        int index = box - levels[level];
        return level > 0
                ? nearest(level - 1, index, x, y, mx, my, atMost)
                : nearestOfLeaf(index, x, y, mx, my, atMost);
    }

    private double nearestOfLeaf(int leaf, double x, double y, double mx, double my, double atMost) {
        double best = atMost;
        int first = FAN * leaf;
        int end = Math.min(first + FAN, points.length / 2 - 1);
        double ax = (points[2 * first] - x) * mx;
        double ay = (points[2 * first + 1] - y) * my;
        for (int s = first; s < end; s++) {
            double bx = (points[2 * s + 2] - x) * mx;
            double by = (points[2 * s + 3] - y) * my;
            double squared = LocalMetric.squaredFromOrigin(ax, ay, bx, by);
            if (squared < best) {
                best = squared;
            }
            ax = bx;
            ay = by;
        }
        return best;
    }

    private double bound(int box, double x, double y, double mx, double my) {
        double dx = x - originX;
        double dy = y - originY;
        double east = Math.max(0, Math.max(boxes[4 * box] - dx, dx - boxes[4 * box + 2])) * mx;
        double north = Math.max(0, Math.max(boxes[4 * box + 1] - dy, dy - boxes[4 * box + 3])) * my;
        return east * east + north * north;
    }

    private void fit(int leaf) {
        empty(leaf);
        int end = Math.min(FAN * (leaf + 1), points.length / 2 - 1);
        for (int vertex = FAN * leaf; vertex <= end; vertex++) {
            double x = points[2 * vertex] - originX;
            if (!Double.isNaN(x)) {
                double y = points[2 * vertex + 1] - originY;
                grow(leaf, Math.nextDown((float) x), Math.nextDown((float) y), Math.nextUp((float) x),
                        Math.nextUp((float) y));
            }
        }
    }

    private void join(int box, int first, int end) {
        empty(box);
        for (int child = first; child < end; child++) {
            grow(box, boxes[4 * child], boxes[4 * child + 1], boxes[4 * child + 2], boxes[4 * child + 3]);
        }
    }

    private void empty(int box) {
        boxes[4 * box] = Float.POSITIVE_INFINITY;
        boxes[4 * box + 1] = Float.POSITIVE_INFINITY;
        boxes[4 * box + 2] = Float.NEGATIVE_INFINITY;
        boxes[4 * box + 3] = Float.NEGATIVE_INFINITY;
    }

    private void grow(int box, float minX, float minY, float maxX, float maxY) {
        boxes[4 * box] = Math.min(boxes[4 * box], minX);
        boxes[4 * box + 1] = Math.min(boxes[4 * box + 1], minY);
        boxes[4 * box + 2] = Math.max(boxes[4 * box + 2], maxX);
        boxes[4 * box + 3] = Math.max(boxes[4 * box + 3], maxY);
    }

    private static int[] levels(int segments) {
        int[] starts = new int[16];
        int level = 0;
        int count = (segments + FAN - 1) / FAN;
        starts[1] = count;
        while (count > FAN) {
            count = (count + FAN - 1) / FAN;
            level++;
            starts[level + 1] = starts[level] + count;
        }
        return java.util.Arrays.copyOf(starts, level + 2);
    }
}
