package org.rollcall.geofence;

/**
 * What may be the matter with a person's whereabouts (DOMAIN section 6). The kernel says that it is so, not what to do.
 * Immutable and thread-safe.
 */
public enum Condition {
    /** Outside everything permitted, held down by count and time. */
    AREA_EXIT(1),
    /** Nobody can tell for too long whether the person is inside. */
    AREA_UNSURE(2),
    /** In an exclusion zone; the object is the exclusion. */
    ZONE_ENTRY(3),
    /** On leave, but neither at the destination nor within the transit allowance; the object is the permission. */
    TRIP_DEVIATION(4),
    /** Away from the place of a curfew in its hours; the object is the curfew. */
    CURFEW(5),
    /** A leave ended and the person was not seen at home since; the object is the permission. */
    RETURN_OVERDUE(6),
    /** Several signs together that the position is made up; never one alone. */
    SPOOF_SIGNAL(7);

    /** The number in a standing's bytes: never changed, never used again. */
    private final int code;

    Condition(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Condition ofCode(int code) {
        for (var condition : values()) {
            if (condition.code == code) {
                return condition;
            }
        }
        throw new IllegalArgumentException("no condition has the code " + code);
    }
}
