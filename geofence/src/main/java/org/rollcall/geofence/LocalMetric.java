package org.rollcall.geofence;

/**
 * Metres per degree around one latitude of the WGS-84 ellipsoid.
 *
 * <p>Distances in degrees mislead: a degree of longitude at latitude 45 is 29 % shorter than one of latitude. Within a
 * few kilometres the ellipsoid is flat enough that the two radii of curvature give distances within 0.5 % up to latitude
 * 72 (bounded by a test against geodesics). Immutable.
 *
 * @param metresPerDegreeOfLatitude along the meridian
 * @param metresPerDegreeOfLongitude along the parallel
 */
record LocalMetric(double metresPerDegreeOfLatitude, double metresPerDegreeOfLongitude) {

    private static final double SEMI_MAJOR_AXIS_METRES = 6_378_137.0;
    private static final double FLATTENING = 1 / 298.257223563;
    private static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

    /** The metric at a latitude in degrees. */
    static LocalMetric at(double latitude) {
        double phi = Math.toRadians(latitude);
        double sin = Math.sin(phi);
        double w = 1 - ECCENTRICITY_SQUARED * sin * sin;
        double primeVertical = SEMI_MAJOR_AXIS_METRES / Math.sqrt(w);
        double meridional = primeVertical * (1 - ECCENTRICITY_SQUARED) / w;
        return new LocalMetric(Math.toRadians(meridional), Math.toRadians(primeVertical * Math.cos(phi)));
    }

    /** Metres between two points, the shorter way round the antimeridian. */
    double distanceMetres(double x1, double y1, double x2, double y2) {
        double dx = Math.abs(x1 - x2);
        if (dx > 180) {
            dx = 360 - dx;
        }
        return Math.hypot(dx * metresPerDegreeOfLongitude, (y1 - y2) * metresPerDegreeOfLatitude);
    }

    /** Metres from a point to a segment. */
    double distanceMetresToSegment(double px, double py, double ax, double ay, double bx, double by) {
        // The point is the origin of the plane, so that small distances keep their digits.
        double ux = (ax - px) * metresPerDegreeOfLongitude;
        double uy = (ay - py) * metresPerDegreeOfLatitude;
        double dx = (bx - ax) * metresPerDegreeOfLongitude;
        double dy = (by - ay) * metresPerDegreeOfLatitude;
        double lengthSquared = dx * dx + dy * dy;
        double t = lengthSquared == 0 ? 0 : -(ux * dx + uy * dy) / lengthSquared;
        t = Math.max(0, Math.min(1, t));
        return Math.hypot(ux + t * dx, uy + t * dy);
    }
}
