package org.rollcall.geofence;

import java.util.Objects;
import java.util.UUID;

/**
 * An area that a person may be in without asking: the city or county of residence (CCL 27). Several may hold at once.
 * Immutable and thread-safe.
 *
 * @param area shared by everybody who lives there
 */
public record HomeArea(UUID id, Area area, Validity validity) implements Rule {

    /** @throws NullPointerException if a part is missing */
    public HomeArea {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(area, "area");
        Objects.requireNonNull(validity, "validity");
    }
}
