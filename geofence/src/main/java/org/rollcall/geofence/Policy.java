package org.rollcall.geofence;

import java.time.Duration;
import java.util.Objects;

/**
 * What turns verdicts into transitions. Stored as versioned rows; nothing of it is in code.
 *
 * @param margins how sure a verdict must be
 * @param holdDownFixes how many fixes in a row must be OUTSIDE before an exit opens, at least 2: one fix never opens
 *        anything (DESIGN section 3)
 * @param holdDown how much time they must span, 0 or more
 * @param liveWithin a fix older than this at receipt is late
 * @param futureTolerance a fix whose time is more than this after its receipt advances nothing
 */
public record Policy(Margins margins, int holdDownFixes, Duration holdDown, Duration liveWithin,
        Duration futureTolerance) {

    /** DOMAIN section 6 for fixes minutes apart, DESIGN section 2 for lateness. */
    public static final Policy DEFAULT = new Policy(Margins.DEFAULT, 3, Duration.ofMinutes(10), Duration.ofMinutes(15),
            Duration.ofMinutes(2));

    /** @throws IllegalArgumentException if a value is out of its range */
    public Policy {
        Objects.requireNonNull(margins, "margins");
        if (holdDownFixes < 2) {
            throw new IllegalArgumentException("one fix never opens anything: hold-down takes at least 2 fixes");
        }
        if (holdDown.isNegative() || futureTolerance.isNegative() || liveWithin.isNegative() || liveWithin.isZero()) {
            throw new IllegalArgumentException("durations are not negative, and live-within is more than 0");
        }
    }
}
