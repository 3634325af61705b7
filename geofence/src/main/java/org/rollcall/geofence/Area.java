package org.rollcall.geofence;

import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/**
 * An area that a person may be in, or may not: polygons with holes and enclaves, or a circle.
 *
 * <p>The border belongs to the area. Distances are metres on the ellipsoid, up to latitude 72 within 0.5 % (or 5 mm, where
 * that is more): to polygons up to 5 km from their border, to circles up to 1,000 km from their centre. A circle stays
 * centre and radius: a buffer made in degrees would be an ellipse on the ground. Immutable after construction and safe for
 * all threads.
 */
public sealed interface Area extends PointOnGeometryLocator permits PackedArea, CircleArea {

    /** More vertices than any county has (the largest of the USA has 34,548): a bound on memory and time. */
    int MAX_VERTICES = 2_000_000;

    /**
     * An area of WGS-84 polygons, x the longitude. One that lies across the antimeridian may be split there, jump there
     * from 180 to -180 (an edge of more than 180 degrees goes the shorter way), or go on counting beyond 180. A check
     * takes a few milliseconds for a county, and a second at most.
     *
     * @param polygonal a Polygon or MultiPolygon; copied, so that later changes to it do not matter
     * @throws InvalidAreaException with what is wrong and where, as far as one look tells: the first twenty rings that cross
     *         themselves where any do, and else the first fault that was found, on one side of the antimeridian; if it is
     *         empty, not polygonal, crosses itself, reaches or goes round a pole, spans more than half the globe, has too
     *         many vertices or too tangled ones; {@link AreaRepair} mends what can be mended, for who asks for it
     */
    static Area polygonal(Geometry polygonal) {
        AreaCheck.requirePlaces(polygonal);
        var joined = Antimeridian.join(polygonal);
        var problems = AreaCheck.problems(joined);
        if (!problems.isEmpty()) {
            throw new InvalidAreaException(problems);
        }
        return PackedArea.of(Antimeridian.healed(joined));
    }

    /**
     * A circle on the ground.
     *
     * @param radiusMetres more than 0, at most 200,000
     * @throws InvalidAreaException if the radius is none, or the circle reaches to within a degree of a pole
     */
    static Area circle(WgsCoordinate centre, double radiusMetres) {
        return new CircleArea(centre, radiusMetres);
    }

    /** Whether the place lies in the area or on its border. */
    boolean covers(WgsCoordinate place);

    /** Metres to the border: negative inside, positive outside, 0 on it. */
    double signedDistanceMetres(WgsCoordinate place);

    /**
     * Metres to the border as {@link #signedDistanceMetres(WgsCoordinate)} gives them, but never more than a bound either
     * way: what an accuracy circle needs, and for places far from the border much cheaper.
     *
     * @param atMostMetres from where on it does not matter how far, 0 or more
     * @throws IllegalArgumentException if the bound is negative or no number
     */
    double signedDistanceMetres(WgsCoordinate place, double atMostMetres);

    /** How many vertices describe it; 1 for a circle. */
    int vertexCount();

    /** @throws IllegalArgumentException if a bound of a distance is negative or no number */
    static double requireReach(double metres) {
        if (!(metres >= 0)) {
            throw new IllegalArgumentException("a distance is bounded by a number of metres, 0 or more");
        }
        return metres;
    }

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
