package org.rollcall.geofence;

/** A circle on the ground, kept as centre and radius. */
record CircleArea(WgsCoordinate centre, double radiusMetres) implements Area {

    private static final double MAX_RADIUS_METRES = 200_000;

    CircleArea {
        if (!(radiusMetres > 0 && radiusMetres <= MAX_RADIUS_METRES)) {
            throw new InvalidAreaException("a circle's radius is more than 0 and at most 200,000 metres");
        }
    }

    @Override
    public boolean covers(WgsCoordinate place) {
        return signedDistanceMetres(place) <= 0;
    }

    @Override
    public double signedDistanceMetres(WgsCoordinate place) {
        return centre.distanceMetresTo(place) - radiusMetres;
    }

    @Override
    public double signedDistanceMetres(WgsCoordinate place, double atMostMetres) {
        double most = Area.requireReach(atMostMetres);
        return Math.max(-most, Math.min(most, signedDistanceMetres(place)));
    }

    /** As {@link Distances#signedMetres}. */
    double signedMetres(WgsCoordinate place, double deepest, double farthest) {
        double north = Math.abs(centre.latitude() - place.latitude()) * Distances.LEAST_METRES_PER_DEGREE;
        if (north - radiusMetres > farthest) {
            return farthest;
        }
        double distance = centre.distanceMetresTo(place) - radiusMetres;
        return Math.max(-deepest, Math.min(farthest, distance));
    }

    @Override
    public int vertexCount() {
        return 1;
    }
}
