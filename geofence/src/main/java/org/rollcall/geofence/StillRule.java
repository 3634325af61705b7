package org.rollcall.geofence;

/**
 * When a row of fixes must be longer because the phone lay still: a wrong Wi-Fi position claims a few metres, stays the
 * same for several fixes and looks like somebody who went there and sat down. Somebody who moves is told from it at
 * once. Immutable and thread-safe.
 *
 * @param fixes how many fixes a row needs that all lie at one place, at least as many as any other row
 * @param movedMetres so much more than both claimed accuracies must lie between two fixes in a row to show a movement
 */
public record StillRule(int fixes, double movedMetres) {

    /** 10 m: the circles do not touch, and solutions of one sticky error lie within 10 m of each other. */
    public static final double MOVED_METRES = 10;

    /** @throws IllegalArgumentException if a value is out of its range */
    public StillRule {
        if (fixes < 2 || fixes > Track.MAX_FIXES) {
            throw new IllegalArgumentException("one fix never opens anything: a row that lies still has at least 2");
        }
        if (!(movedMetres >= 0 && movedMetres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a movement is a number of metres, 0 or more");
        }
    }
}
