package org.rollcall.geofence;

/** A circle on the ground, kept as centre and radius. */
record CircleArea(WgsCoordinate centre, double radiusMetres) implements Area {

    private static final double MAX_RADIUS_METRES = 200_000;

    /** So far the ellipsoid is flat to two millimetres up to latitude 72. */
    private static final double FLAT_METRES = 5_000;

    CircleArea {
        if (!(radiusMetres > 0 && radiusMetres <= MAX_RADIUS_METRES)) {
            throw new InvalidAreaException("a circle's radius is more than 0 and at most 200,000 metres");
        }
        double latitude = Math.abs(centre.latitude());
        double reach = radiusMetres / LocalMetric.at(latitude).metresPerDegreeOfLatitude();
        if (latitude + reach > AreaCheck.MAX_LATITUDE) {
            throw new InvalidAreaException(
                    "a circle does not reach to within a degree of a pole, where longitudes mean nothing");
        }
    }

    @Override
    public boolean covers(WgsCoordinate place) {
        return signedDistanceMetres(place) <= 0;
    }

    @Override
    public double signedDistanceMetres(WgsCoordinate place) {
        return signedMetres(place, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    @Override
    public double signedDistanceMetres(WgsCoordinate place, double atMostMetres) {
        double most = Area.requireReach(atMostMetres);
        return signedMetres(place, most, most);
    }

    /** As {@link Distances#signedMetres}. */
    double signedMetres(WgsCoordinate place, double deepest, double farthest) {
        double north = Math.abs(centre.latitude() - place.latitude()) * Distances.LEAST_METRES_PER_DEGREE;
        if (north - radiusMetres > farthest) {
            return farthest;
        }
        double distance = centre.distanceMetresTo(place);
        if (distance > FLAT_METRES) {
            double east = Chord.leastMetresToMeridian(place, centre.longitude() - place.longitude());
            if (east - radiusMetres > farthest) {
                return farthest;
            }
            distance = Chord.metres(centre, place);
        }
        return Math.max(-deepest, Math.min(farthest, distance - radiusMetres));
    }

    @Override
    public int vertexCount() {
        return 1;
    }
}
