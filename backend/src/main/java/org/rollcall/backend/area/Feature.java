package org.rollcall.backend.area;

import java.util.Optional;

/**
 * What a GeoJSON feature said, as far as it matters here.
 *
 * @param index its place in the file
 * @param code null for none
 * @param name null for none
 * @param radiusMetres of a circle; null for none
 * @param geometryType null for none
 * @param coordinates null for none
 * @param refusal why it could not be read, if it could not
 */
record Feature(int index, String code, String name, Double radiusMetres, String geometryType, Coordinates coordinates,
        Optional<RefusedFeature> refusal) {}
