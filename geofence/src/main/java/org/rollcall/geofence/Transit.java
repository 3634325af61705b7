package org.rollcall.geofence;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a person may cross other counties on the way to a permitted area and back: without it every trip raises alarms
 * (DOMAIN 3.4). Exclusion zones stay forbidden in transit. Immutable and thread-safe.
 *
 * @param out how long after the permission's beginning the person may be on the way
 * @param back how long before its end
 * @param route where the person may be meanwhile; empty for anywhere
 */
public record Transit(Duration out, Duration back, Optional<Area> route) {

    /** Longer than any journey that a leave is given for. */
    private static final Duration MAX = Duration.ofDays(31);

    /** No transit: the destination touches home, or the travel was not allowed for. */
    public static final Transit NONE = new Transit(Duration.ZERO, Duration.ZERO, Optional.empty());

    /** @throws IllegalArgumentException if a duration is negative or longer than 31 days */
    public Transit {
        Objects.requireNonNull(route, "route");
        if (out.isNegative() || back.isNegative() || out.compareTo(MAX) > 0 || back.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("a transit allowance is between 0 and 31 days each way");
        }
    }

    /** Anywhere, for some time after the beginning and before the end. */
    public static Transit anywhere(Duration out, Duration back) {
        return new Transit(out, back, Optional.empty());
    }

    /** Along a stated route, for some time after the beginning and before the end. */
    public static Transit along(Area route, Duration out, Duration back) {
        return new Transit(out, back, Optional.of(route));
    }
}
