package org.rollcall.backend.area;

import java.util.Optional;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.InvalidAreaException;

/**
 * Whether the kernel can judge by a boundary, and the repair of one that it cannot. A repair is safe where it moves the
 * border but hardly the area: a spike or a doubled stretch goes. A ring that crosses itself in the middle has no inside
 * that anybody could know, and stays refused.
 */
final class ShapeCheck {

    private static final double MOST_AREA_CHANGED = 0.01;

    private ShapeCheck() {
    }

    /** @throws RefusedFeature with the reason and, where there is one, the place */
    static Shape check(Geometry boundary, boolean repair) {
        try {
            Area.polygonal(boundary);
            return new Shape(boundary.norm(), null, Optional.empty());
        } catch (InvalidAreaException e) {
            var error = new IsValidOp(boundary).getValidationError();
            if (error == null) {
                throw new RefusedFeature(e.getMessage());
            }
            return repaired(boundary, refusal(error), repair);
        }
    }

    private static Shape repaired(Geometry boundary, RefusedFeature refusal, boolean repair) {
        if (!repair) {
            throw refusal;
        }
        var fixed = GeometryFixer.fix(boundary);
        if (Math.abs(fixed.getArea() - boundary.getArea()) > MOST_AREA_CHANGED * fixed.getArea()) {
            throw new RefusedFeature(refusal.getMessage() + "; a repair would change the area", refusal.place());
        }
        try {
            Area.polygonal(fixed);
        } catch (InvalidAreaException e) {
            throw refusal;
        }
        return new Shape(fixed.norm(), null, Optional.of(refusal));
    }

    private static RefusedFeature refusal(TopologyValidationError error) {
        return new RefusedFeature(error.getMessage(),
                Optional.ofNullable(error.getCoordinate()).map(Position::of));
    }
}
