package org.rollcall.geofence;

import org.locationtech.jts.algorithm.CGAlgorithmsDD;

/**
 * On which side of a point a segment crosses the point's line, decided exactly. Most answers come from comparing
 * coordinates; the orientation predicate is asked only where the point lies in the segment's own range. Stateless.
 */
final class Sides {

    private Sides() {
    }

    /** Whether a segment crosses the horizontal line at y; an end on the line counts as below it. */
    static boolean straddles(double y1, double y2, double y) {
        return y1 > y != y2 > y;
    }

    /**
     * Where a segment that straddles y crosses it: negative for left of x, positive for right of it, 0 for at x. With the
     * coordinates exchanged, where one that straddles x crosses it: negative for below y.
     */
    static int crossing(double x1, double y1, double x2, double y2, double x, double y) {
        if (x1 < x && x2 < x) {
            return -1;
        }
        if (x1 > x && x2 > x) {
            return 1;
        }
        int orientation = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, x, y);
        return y1 < y2 ? orientation : -orientation;
    }

    /** Whether a point lies on a segment that does not straddle its y: on an end that counts as below, or along it. */
    static boolean touchesFlat(double x1, double y1, double x2, double y2, double x, double y) {
        if (y1 == y && y2 == y) {
            return x >= Math.min(x1, x2) && x <= Math.max(x1, x2);
        }
        return y1 == y && x1 == x || y2 == y && x2 == x;
    }
}
