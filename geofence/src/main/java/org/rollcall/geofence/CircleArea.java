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
    public int vertexCount() {
        return 1;
    }
}
