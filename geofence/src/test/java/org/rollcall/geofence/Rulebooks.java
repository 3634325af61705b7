package org.rollcall.geofence;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** Object mother: rules and rulebooks. */
final class Rulebooks {

    static final UUID HOME_ID = new UUID(1, 1);
    static final UUID LEAVE_ID = new UUID(2, 1);
    static final UUID ZONE_ID = new UUID(3, 1);
    static final UUID CURFEW_ID = new UUID(4, 1);

    private Rulebooks() {
    }

    static PermittedArea homes(Area... areas) {
        return PermittedArea.ofHomes(Arrays.asList(areas));
    }

    static Rulebook of(Rule... rules) {
        return Rulebook.of(1, Arrays.asList(rules), Instant.parse("2026-03-01T00:00:00Z"));
    }

    static HomeArea home(Area area) {
        return new HomeArea(HOME_ID, area, Validity.ALWAYS);
    }

    static Permission leave(Area area, Instant from, Instant until) {
        return new Permission(LEAVE_ID, area, Validity.between(from, until));
    }

    static Exclusion exclusion(Area area) {
        return new Exclusion(ZONE_ID, area, Validity.ALWAYS);
    }
}
