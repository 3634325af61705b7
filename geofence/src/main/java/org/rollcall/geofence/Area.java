package org.rollcall.geofence;

import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.operation.valid.IsValidOp;

/**
 * An area that a person may be in, or may not: polygons with holes and enclaves, or a circle.
 *
 * <p>The border belongs to the area. Distances are metres on the ellipsoid, within 0.5 % up to 5 km and up to latitude
 * 72. A circle stays centre and radius: a buffer made in degrees would be an ellipse on the ground. Immutable after
 * construction and safe for all threads.
 */
public sealed interface Area extends PointOnGeometryLocator permits PackedArea, CircleArea {

    /** More vertices than any county has (the largest of the USA has 34,548): a bound on memory and time. */
    int MAX_VERTICES = 2_000_000;

    /**
     * An area of WGS-84 polygons, x the longitude.
     *
     * @param polygonal a Polygon or MultiPolygon; copied, so that later changes to it do not matter
     * @throws InvalidAreaException if it is empty, not polygonal, crosses itself, reaches a pole, spans more than half
     *         the globe (which means that it crosses the antimeridian and was not split), or has too many vertices
     */
    static Area polygonal(Geometry polygonal) {
        if (!(polygonal instanceof Polygonal) || polygonal.isEmpty()) {
            throw new InvalidAreaException("an area is a polygon or multipolygon that is not empty");
        }
        if (polygonal.getNumPoints() > MAX_VERTICES) {
            throw new InvalidAreaException(
                    "an area has at most " + MAX_VERTICES + " vertices, this one " + polygonal.getNumPoints());
        }
        for (var vertex : polygonal.getCoordinates()) {
            if (!(Math.abs(vertex.x) <= 180 && Math.abs(vertex.y) <= 89)) {
                throw new InvalidAreaException("a vertex is no longitude and latitude, or lies at a pole");
            }
        }
        if (polygonal.getEnvelopeInternal().getWidth() > 180) {
            throw new InvalidAreaException("the area spans more than 180 degrees: split it at the antimeridian");
        }
        var validity = new IsValidOp(polygonal);
        if (!validity.isValid()) {
            var error = validity.getValidationError();
            throw new InvalidAreaException(
                    error.getMessage() + " at longitude " + error.getCoordinate().x + ", latitude "
                            + error.getCoordinate().y);
        }
        return PackedArea.of(polygonal);
    }

    /**
     * A circle on the ground.
     *
     * @param radiusMetres more than 0, at most 200,000
     */
    static Area circle(WgsCoordinate centre, double radiusMetres) {
        return new CircleArea(centre, radiusMetres);
    }

    /** Whether the place lies in the area or on its border. */
    boolean covers(WgsCoordinate place);

    /** Metres to the border: negative inside, positive outside, 0 on it. */
    double signedDistanceMetres(WgsCoordinate place);

    /** How many vertices describe it; 1 for a circle. */
    int vertexCount();

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException for what is no place; JTS's own locators call NaN the boundary
     */
    @Override
    default int locate(Coordinate coordinate) {
        double distance = signedDistanceMetres(WgsCoordinate.fromJts(coordinate));
        return distance < 0 ? Location.INTERIOR : distance > 0 ? Location.EXTERIOR : Location.BOUNDARY;
    }
}
