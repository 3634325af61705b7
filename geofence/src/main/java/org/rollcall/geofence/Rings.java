package org.rollcall.geofence;

import java.util.function.UnaryOperator;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.rollcall.geofence.AreaProblem.Ring;

/** Goes through the rings of polygons in their order, with the names that people call them by. Stateless. */
final class Rings {

    private Rings() {
    }

    /** Calls for each ring that is not empty. */
    static void forEach(Geometry polygonal, RingVisitor visitor) {
        for (int part = 0; part < polygonal.getNumGeometries(); part++) {
            var polygon = (Polygon) polygonal.getGeometryN(part);
            for (int hole = 0; !polygon.isEmpty() && hole <= polygon.getNumInteriorRing(); hole++) {
                var ring = hole == 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(hole - 1);
                if (!ring.isEmpty()) {
                    visitor.visit(new Ring(part + 1, hole), ring);
                }
            }
        }
    }

    /** The same polygon with other rings. */
    static Polygon map(Polygon polygon, UnaryOperator<LinearRing> change) {
        var holes = new LinearRing[polygon.getNumInteriorRing()];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = change.apply(polygon.getInteriorRingN(i));
        }
        return polygon.getFactory().createPolygon(change.apply(polygon.getExteriorRing()), holes);
    }

    @FunctionalInterface
    interface RingVisitor {
        void visit(Ring name, LinearRing ring);
    }
}
