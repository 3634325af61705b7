package org.rollcall.geofence;

import java.util.Objects;
import java.util.UUID;

/**
 * A zone that a restraining order forbids (CL 38, 72). It has its own dates, which may end before the term. It may show
 * where a victim lives, so that it never reaches a phone. Immutable and thread-safe.
 */
public record Exclusion(UUID id, Area area, Validity validity) implements Rule {

    /** @throws NullPointerException if a part is missing */
    public Exclusion {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(area, "area");
        Objects.requireNonNull(validity, "validity");
    }
}
