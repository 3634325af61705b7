package org.rollcall.geofence;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A leave: areas that a person may be in for a time (CCL 27, IM 27-29). Immutable and thread-safe.
 *
 * @param areas the named destinations, at least one
 * @param transit how the person may get there and back
 * @param closed whether an officer has recorded the return, so that no return is waited for
 */
public record Permission(UUID id, List<Area> areas, Validity validity, Transit transit, boolean closed)
        implements
            Rule {

    /** @throws IllegalArgumentException if no area is named */
    public Permission {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(transit, "transit");
        areas = List.copyOf(areas);
        if (areas.isEmpty()) {
            throw new IllegalArgumentException("a permission names at least one area");
        }
    }

    /** A permission that is not closed and allows no transit. */
    public Permission(UUID id, Area area, Validity validity) {
        this(id, List.of(area), validity, Transit.NONE, false);
    }
}
