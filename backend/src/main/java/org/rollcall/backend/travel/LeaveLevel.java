package org.rollcall.backend.travel;

import java.util.stream.Stream;

/** Who decides on a leave, from below. Names as in the database, which counts them from 1. */
public enum LeaveLevel {
    /** The justice office, where the county has delegated it. */
    OFFICE("an officer of an office that the county has delegated it to"),
    /** The county's agency. */
    COUNTY("a COUNTY_OFFICER"),
    /** One level up: city or province. */
    SUPERIOR("a SUPERIOR, of the city or the province");

    private final String decider;

    LeaveLevel(String decider) {
        this.decider = decider;
    }

    /** Who that is, for a refusal. */
    String decider() {
        return decider;
    }

    int rank() {
        return ordinal() + 1;
    }

    static LeaveLevel higher(LeaveLevel one, LeaveLevel other) {
        return Stream.of(one, other).max(Enum::compareTo).orElseThrow();
    }

    /** The next above; the highest for itself. */
    LeaveLevel above() {
        return values()[Math.min(ordinal() + 1, values().length - 1)];
    }
}
