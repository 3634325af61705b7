package org.rollcall.geofence;

import org.locationtech.jts.geom.Coordinate;

/**
 * A place on the WGS-84 ellipsoid, in degrees.
 *
 * <p>The only place where JTS's order (x = longitude, y = latitude) meets ours. A value is always finite and in range,
 * because JTS calls NaN a boundary point, which a careless test takes for "inside". Immutable and thread-safe.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record WgsCoordinate(double latitude, double longitude) {

    /** @throws IllegalArgumentException if a value is not finite or out of range */
    public WgsCoordinate {
        // Written so that NaN fails the test too.
        if (!(latitude >= -90 && latitude <= 90)) {
            throw new IllegalArgumentException("latitude must be between -90 and 90 degrees");
        }
        if (!(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException("longitude must be between -180 and 180 degrees");
        }
        // One zero, so that equal places are equal values.
        latitude = latitude + 0.0;
        longitude = longitude + 0.0;
    }

    /** The place of a JTS coordinate whose x is the longitude. */
    public static WgsCoordinate fromJts(Coordinate coordinate) {
        return new WgsCoordinate(coordinate.y, coordinate.x);
    }

    /** This place as a JTS coordinate: x is the longitude. A new, mutable object each time. */
    public Coordinate toJts() {
        return new Coordinate(longitude, latitude);
    }

    /** Metres to another place, by the local metric at the middle latitude: within 0.5 % up to 5 km. */
    public double distanceMetresTo(WgsCoordinate other) {
        var metric = LocalMetric.at((latitude + other.latitude) / 2);
        return metric.distanceMetres(longitude, latitude, other.longitude, other.latitude);
    }
}
