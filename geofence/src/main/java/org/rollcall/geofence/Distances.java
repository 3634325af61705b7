package org.rollcall.geofence;

/** Distances from a place to an area, with the metric of the place made once for all areas of a fix. */
final class Distances {

    /** A degree of latitude is nowhere shorter. */
    private static final double LEAST_METRES_PER_DEGREE = 110_500;

    private Distances() {
    }

    /** Metres to the border, negative inside. */
    static double signedMetres(Area area, WgsCoordinate place, LocalMetric metric) {
        return area instanceof PackedArea packed
                ? packed.signedDistanceMetres(place.longitude(), place.latitude(), metric)
                : area.signedDistanceMetres(place);
    }

    /** A cheap lower bound of {@link #signedMetres}: minus infinity where the place may lie inside. */
    static double atLeastMetres(Area area, WgsCoordinate place, LocalMetric metric) {
        if (area instanceof PackedArea packed) {
            double distance = packed.envelopeDistanceMetres(place.longitude(), place.latitude(), metric);
            return distance > 0 ? distance : Double.NEGATIVE_INFINITY;
        }
        var circle = (CircleArea) area;
        double north = Math.abs(circle.centre().latitude() - place.latitude()) * LEAST_METRES_PER_DEGREE;
        return north > circle.radiusMetres() ? north - circle.radiusMetres() : Double.NEGATIVE_INFINITY;
    }
}
