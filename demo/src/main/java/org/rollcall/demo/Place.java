package org.rollcall.demo;

/**
 * A place in degrees, WGS-84.
 *
 * @param lat degrees north
 * @param lon degrees east
 */
record Place(double lat, double lon) {

    private static final double METRES_A_DEGREE = 111_195;

    /** The place that many metres to the east and to the north; good enough for some kilometres. */
    Place moved(double eastMetres, double northMetres) {
        return new Place(lat + northMetres / METRES_A_DEGREE,
                lon + eastMetres / (METRES_A_DEGREE * Math.cos(Math.toRadians(lat))));
    }

    /** The place that far on the way to another: 0 is here, 1 is there. */
    Place towards(Place other, double share) {
        return new Place(lat + share * (other.lat - lat), lon + share * (other.lon - lon));
    }
}
