package org.rollcall.backend.location;

import java.util.List;

/** Some of these have no standing yet: the first fix of a device of that kind. */
final class MissingStandings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<StandingKey> keys;

    MissingStandings(List<StandingKey> keys) {
        super("no standing yet", null, false, false);
        this.keys = List.copyOf(keys);
    }

    List<StandingKey> keys() {
        return keys;
    }
}
