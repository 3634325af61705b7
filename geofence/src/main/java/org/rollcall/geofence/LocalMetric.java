package org.rollcall.geofence;

/**
 * Metres per degree around one latitude of the WGS-84 ellipsoid.
 *
 * <p>Distances in degrees mislead: a degree of longitude at latitude 45 is 29 % shorter than one of latitude. Within a
 * few kilometres the ellipsoid is flat enough that the two radii of curvature give distances within 0.5 % up to latitude
 * 72 (bounded by tests against geodesics). Immutable.
 *
 * @param metresPerDegreeOfLatitude along the meridian
 * @param metresPerDegreeOfLongitude along the parallel
 */
record LocalMetric(double metresPerDegreeOfLatitude, double metresPerDegreeOfLongitude) {

    static final double SEMI_MAJOR_AXIS_METRES = 6_378_137.0;
    private static final double FLATTENING = 1 / 298.257223563;
    static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

    /** The metric at a latitude in degrees. */
    static LocalMetric at(double latitude) {
        double cos = Math.cos(Math.toRadians(latitude));
        double w = 1 - ECCENTRICITY_SQUARED * (1 - cos * cos);
        double primeVertical = SEMI_MAJOR_AXIS_METRES / Math.sqrt(w);
        double meridional = primeVertical * (1 - ECCENTRICITY_SQUARED) / w;
        return new LocalMetric(Math.toRadians(meridional), Math.toRadians(primeVertical * cos));
    }

    /** Metres between two points, the shorter way round the antimeridian. */
    double distanceMetres(double x1, double y1, double x2, double y2) {
        double dx = Math.abs(x1 - x2);
        if (dx > 180) {
            dx = 360 - dx;
        }
        double east = dx * metresPerDegreeOfLongitude;
        double north = (y1 - y2) * metresPerDegreeOfLatitude;
        return Math.sqrt(east * east + north * north);
    }

    /** The square of the distance from a point to a segment, in metres. */
    double squaredMetresToSegment(double px, double py, double ax, double ay, double bx, double by) {
        return squaredFromOrigin((ax - px) * metresPerDegreeOfLongitude, (ay - py) * metresPerDegreeOfLatitude,
                (bx - px) * metresPerDegreeOfLongitude, (by - py) * metresPerDegreeOfLatitude);
    }

    /** The square of the distance from the origin of a plane, so that small distances keep their digits, to a segment. */
    static double squaredFromOrigin(double ax, double ay, double bx, double by) {
        double dx = bx - ax;
        double dy = by - ay;
        double lengthSquared = dx * dx + dy * dy;
        double along = -(ax * dx + ay * dy);
        if (along <= 0 || lengthSquared == 0) {
            return ax * ax + ay * ay;
        }
        if (along >= lengthSquared) {
            return bx * bx + by * by;
        }
        double t = along / lengthSquared;
        double nearX = ax + t * dx;
        double nearY = ay + t * dy;
        return nearX * nearX + nearY * nearY;
    }
}
