package org.rollcall.backend.area;

import org.locationtech.jts.geom.Coordinate;

/**
 * A place, WGS-84, as the API shows it.
 *
 * @param lon degrees east
 * @param lat degrees north
 */
public record Position(double lon, double lat) {

    static Position of(Coordinate coordinate) {
        return new Position(coordinate.x, coordinate.y);
    }
}
