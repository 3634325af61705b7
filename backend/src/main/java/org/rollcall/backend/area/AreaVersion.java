package org.rollcall.backend.area;

import java.util.Objects;
import java.util.UUID;

/**
 * One version of an area: a shape that never changes.
 *
 * @param area whose
 * @param number counts from 1
 */
public record AreaVersion(UUID area, int number) {

    public AreaVersion {
        Objects.requireNonNull(area, "area");
    }
}
