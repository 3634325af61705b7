package org.rollcall.bench.alertquality;

import org.rollcall.geofence.WgsCoordinate;

/**
 * A step in the plane around a place.
 *
 * @param east metres
 * @param north metres
 */
record Offset(double east, double north) {

    static final Offset NONE = new Offset(0, 0);

    private static final double METRES_PER_DEGREE = 111_320;

    /** The step between two places that are not far from each other. */
    static Offset between(WgsCoordinate from, WgsCoordinate to) {
        double middle = Math.toRadians((from.latitude() + to.latitude()) / 2);
        return new Offset((to.longitude() - from.longitude()) * METRES_PER_DEGREE * Math.cos(middle),
                (to.latitude() - from.latitude()) * METRES_PER_DEGREE);
    }

    Offset plus(Offset other) {
        return new Offset(east + other.east, north + other.north);
    }

    Offset times(double factor) {
        return new Offset(east * factor, north * factor);
    }

    /** The step to the left of this one, of the same length. */
    Offset left() {
        return new Offset(-north, east);
    }

    double metres() {
        return Math.hypot(east, north);
    }

    /** Where the step leads. Within a few per cent in metres, which a simulated error may be. */
    WgsCoordinate from(WgsCoordinate place) {
        return new WgsCoordinate(place.latitude() + north / METRES_PER_DEGREE, place.longitude()
                + east / (METRES_PER_DEGREE * Math.cos(Math.toRadians(place.latitude()))));
    }
}
