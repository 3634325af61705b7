package org.rollcall.geofence;

/**
 * Distances that are too long for a plane. Stateless.
 *
 * <p>The straight line through the ground between two places is exact at any distance. The way along the ground is taken for
 * that of a circle over this line, whose radius is the ellipsoid's at the line's middle and in its direction: within
 * millimetres at 200 km and 0.5 % at 1,000 km (bounded by tests against geodesics), where the plane of {@link LocalMetric}
 * is off by 78 m at 200 km and latitude 72.
 */
final class Chord {

    private Chord() {
    }

    /** Metres between two places along the ground. */
    static double metres(WgsCoordinate one, WgsCoordinate other) {
        double phi1 = Math.toRadians(one.latitude());
        double phi2 = Math.toRadians(other.latitude());
        double sin1 = Math.sin(phi1);
        double sin2 = Math.sin(phi2);
        double cos1 = Math.cos(phi1);
        double cos2 = Math.cos(phi2);
        double n1 = LocalMetric.SEMI_MAJOR_AXIS_METRES / Math.sqrt(1 - LocalMetric.ECCENTRICITY_SQUARED * sin1 * sin1);
        double n2 = LocalMetric.SEMI_MAJOR_AXIS_METRES / Math.sqrt(1 - LocalMetric.ECCENTRICITY_SQUARED * sin2 * sin2);
        // Distances from the axis and along it. Squares of differences, so that small ones keep their digits.
        double axis1 = n1 * cos1;
        double axis2 = n2 * cos2;
        double up = (1 - LocalMetric.ECCENTRICITY_SQUARED) * (n1 * sin1 - n2 * sin2);
        double half = Math.sin(Math.toRadians(one.longitude() - other.longitude()) / 2);
        double eastSquared = 4 * axis1 * axis2 * half * half;
        double squared = eastSquared + (axis1 - axis2) * (axis1 - axis2) + up * up;
        if (squared == 0) {
            return 0;
        }
        double sinSquaredBetween = (1 - cos1 * cos2 + sin1 * sin2) / 2;
        double diameter = 2 * radiusMetres(sinSquaredBetween, eastSquared / squared);
        return diameter * Math.asin(Math.min(1, Math.sqrt(squared) / diameter));
    }

    /** Nothing on a meridian is nearer to a place so many degrees of longitude away from it. */
    static double leastMetresToMeridian(WgsCoordinate place, double degrees) {
        return LocalMetric.SEMI_MAJOR_AXIS_METRES * Math.cos(Math.toRadians(place.latitude()))
                * Math.abs(Math.sin(Math.toRadians(degrees)));
    }

    /** By Euler's theorem, for the square of a latitude's sine and the share of a direction that is east. */
    private static double radiusMetres(double sinSquared, double east) {
        double w = 1 - LocalMetric.ECCENTRICITY_SQUARED * sinSquared;
        double primeVertical = LocalMetric.SEMI_MAJOR_AXIS_METRES / Math.sqrt(w);
        double meridional = primeVertical * (1 - LocalMetric.ECCENTRICITY_SQUARED) / w;
        return primeVertical * meridional / (east * meridional + (1 - east) * primeVertical);
    }
}
