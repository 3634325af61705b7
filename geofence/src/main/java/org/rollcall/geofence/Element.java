package org.rollcall.geofence;

import java.util.Objects;
import java.util.UUID;

/**
 * The rule that decided something. Immutable and thread-safe.
 *
 * @param id the rule's id
 */
public record Element(Kind kind, UUID id) {

    /** What sort of rule. */
    public enum Kind {
        HOME, PERMISSION, TRANSIT, EXCLUSION, CURFEW
    }

    /** @throws NullPointerException if a part is missing */
    public Element {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }
}
