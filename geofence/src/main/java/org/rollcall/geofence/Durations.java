package org.rollcall.geofence;

import java.time.Duration;

/**
 * How long what a policy holds may be at most: so that every deadline of a time that a fix can have is a time that can be
 * reckoned with, and a slip of a unit is refused and not judged by. Stateless.
 */
final class Durations {

    /** Longer than any doubt, detour, row or return. */
    static final Duration MONTH = Duration.ofDays(31);

    /** Longer than anybody looks back. */
    static final Duration YEAR = Duration.ofDays(366);

    private Durations() {
    }

    /** @throws IllegalArgumentException naming the value, if it is negative or longer than the bound */
    static void require(String name, Duration value, Duration most) {
        if (value.isNegative() || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is between 0 and " + most.toDays() + " days");
        }
    }
}
