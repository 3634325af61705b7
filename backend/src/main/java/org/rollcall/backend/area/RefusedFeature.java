package org.rollcall.backend.area;

import java.util.Optional;

/** A feature that becomes no area: why, and where if there is a place. Its neighbours are taken in all the same. */
final class RefusedFeature extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Position> place;

    RefusedFeature(String reason) {
        this(reason, Optional.empty());
    }

    RefusedFeature(String reason, Optional<Position> place) {
        super(reason, null, false, false);
        this.place = place;
    }

    Optional<Position> place() {
        return place;
    }
}
