package org.rollcall.backend.area;

import java.util.Optional;

import org.locationtech.jts.geom.Geometry;

/**
 * The shape of an area, valid, WGS-84.
 *
 * @param geometry a polygon or multipolygon in normal form, or the centre of a circle
 * @param radiusMetres null for none
 * @param repaired what was wrong with it before it was repaired, if it was
 */
record Shape(Geometry geometry, Double radiusMetres, Optional<RefusedFeature> repaired) {

    String kind() {
        return radiusMetres == null ? "BOUNDARY" : "CIRCLE";
    }
}
