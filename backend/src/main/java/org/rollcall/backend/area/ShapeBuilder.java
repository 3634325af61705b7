package org.rollcall.backend.area;

import java.util.List;
import java.util.Optional;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.AreaCodec;
import org.rollcall.geofence.Crs;
import org.rollcall.geofence.InvalidAreaException;
import org.rollcall.geofence.WgsCoordinate;

/** Makes the shape of a feature: each vertex converted to WGS-84, and everything as the kernel will have it. */
final class ShapeBuilder {

    private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), AreaCodec.SRID);
    private static final int FEWEST_POSITIONS = 4;

    private final Crs crs;
    private final boolean repair;
    private Optional<RefusedFeature> closed = Optional.empty();

    private ShapeBuilder(Crs crs, boolean repair) {
        this.crs = crs;
        this.repair = repair;
    }

    /**
     * The shape of what a feature says.
     *
     * @param repair whether what is broken may be repaired where that is safe
     * @throws RefusedFeature with the reason, and the place where there is one
     */
    static Shape build(Feature feature, Crs crs, boolean repair) {
        return new ShapeBuilder(crs, repair).build(feature);
    }

    private Shape build(Feature feature) {
        if (feature.geometryType() == null || feature.coordinates() == null) {
            throw new RefusedFeature("it has no geometry");
        }
        return switch (feature.geometryType()) {
            case "Polygon" -> checked(ShapeCheck.check(polygon(feature.coordinates(), 0), repair));
            case "MultiPolygon" -> checked(ShapeCheck.check(FACTORY.createMultiPolygon(polygons(feature)), repair));
            case "Point" -> circle(feature);
            default -> throw new RefusedFeature("its geometry is no Polygon, MultiPolygon or Point");
        };
    }

    private Shape checked(Shape shape) {
        return shape.repaired().isPresent() ? shape : new Shape(shape.geometry(), null, closed);
    }

    private Shape circle(Feature feature) {
        if (!(feature.coordinates() instanceof Coordinates.Place centre)) {
            throw new RefusedFeature("the coordinates of a Point are one position");
        }
        if (feature.radiusMetres() == null) {
            throw new RefusedFeature("a Point needs the property radiusMetres");
        }
        var place = wgs(centre.x(), centre.y(), "the centre");
        try {
            Area.circle(place, feature.radiusMetres());
        } catch (InvalidAreaException e) {
            throw new RefusedFeature(e.getMessage(), Optional.of(Position.of(place.toJts())));
        }
        return new Shape(FACTORY.createPoint(place.toJts()), feature.radiusMetres(), Optional.empty());
    }

    private Polygon[] polygons(Feature feature) {
        var parts = parts(feature.coordinates());
        var polygons = new Polygon[parts.size()];
        for (int i = 0; i < polygons.length; i++) {
            polygons[i] = polygon(parts.get(i), i);
        }
        return polygons;
    }

    private Polygon polygon(Coordinates coordinates, int number) {
        var parts = parts(coordinates);
        var rings = new LinearRing[parts.size()];
        for (int i = 0; i < rings.length; i++) {
            rings[i] = ring(parts.get(i), "ring " + i + " of polygon " + number);
        }
        var holes = new LinearRing[rings.length - 1];
        System.arraycopy(rings, 1, holes, 0, holes.length);
        return FACTORY.createPolygon(rings[0], holes);
    }

    private static List<Coordinates> parts(Coordinates coordinates) {
        if (!(coordinates instanceof Coordinates.Nested nested)) {
            throw new RefusedFeature("its coordinates are not those of its type");
        }
        if (nested.parts().isEmpty()) {
            throw new RefusedFeature("it is empty");
        }
        return nested.parts();
    }

    private LinearRing ring(Coordinates coordinates, String where) {
        if (!(coordinates instanceof Coordinates.Line line)) {
            throw new RefusedFeature("its coordinates are not those of its type");
        }
        int count = line.count();
        boolean open = line.x(0) != line.x(count - 1) || line.y(0) != line.y(count - 1);
        var vertices = new Coordinate[open ? count + 1 : count];
        for (int i = 0; i < count; i++) {
            vertices[i] = wgs(line.x(i), line.y(i), "position " + i + " of " + where).toJts();
        }
        var place = Optional.of(Position.of(vertices[count - 1]));
        if (open) {
            var unclosed = new RefusedFeature(where + " is not closed", place);
            if (!repair) {
                throw unclosed;
            }
            closed = Optional.of(unclosed);
            vertices[count] = vertices[0].copy();
        }
        if (vertices.length < FEWEST_POSITIONS) {
            throw new RefusedFeature(where + " has fewer than four positions", place);
        }
        return FACTORY.createLinearRing(vertices);
    }

    private WgsCoordinate wgs(double x, double y, String where) {
        try {
            return crs.toWgs84(y, x);
        } catch (IllegalArgumentException e) {
            throw new RefusedFeature(where + " is no longitude and latitude in degrees");
        }
    }
}
