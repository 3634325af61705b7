package org.rollcall.geofence;

/** Distances from a place to an area, no more exactly than whoever asks needs them. Stateless. */
final class Distances {

    /** A degree of latitude is nowhere shorter. */
    static final double LEAST_METRES_PER_DEGREE = 110_500;

    /** Far enough not to be inside, near enough to cost nothing. */
    static final double A_MILLIMETRE = 1e-3;

    private Distances() {
    }

    /**
     * Metres to the border, negative inside; exact between two bounds, and the nearer bound beyond them.
     *
     * @param deepest metres inside from which on it does not matter how deep, at least 0
     * @param farthest metres outside from which on it does not matter how far, at least a millimetre
     */
    static double signedMetres(Area area, WgsCoordinate place, double deepest, double farthest) {
        return area instanceof PackedArea packed
                ? packed.signedMetres(place, deepest, farthest)
                : ((CircleArea) area).signedMetres(place, deepest, farthest);
    }
}
