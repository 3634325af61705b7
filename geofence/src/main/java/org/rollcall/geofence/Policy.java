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
 * @param patience how long doubts, detours and returns may take, each at least as long as {@code liveWithin}
 * @param zones when an exclusion zone counts as entered
 * @param spoofing how signs of made-up positions add up
 * @param bursts whether each fix that begins a row asks for a burst, and not only a check-in: right where fixes are rare
 */
public record Policy(Margins margins, int holdDownFixes, Duration holdDown, Duration liveWithin,
        Duration futureTolerance, Patience patience, ZoneRule zones, SpoofRule spoofing, boolean bursts) {

    /** DOMAIN section 6 for fixes minutes apart, DESIGN section 2 for lateness. */
    public static final Policy DEFAULT = new Policy(Margins.DEFAULT, 3, Duration.ofMinutes(10), Duration.ofMinutes(15),
            Duration.ofMinutes(2));

    /** For check-ins and sparse fixes: the fix that raises the doubt and a burst of two more over a minute. */
    public static final Policy CHECKPOINT = DEFAULT.withHoldDown(3, Duration.ofMinutes(1)).withBursts(true);

    /** @throws IllegalArgumentException if a value is out of its range */
    public Policy {
        Objects.requireNonNull(margins, "margins");
        Objects.requireNonNull(zones, "zones");
        Objects.requireNonNull(spoofing, "spoofing");
        if (holdDownFixes < 2 || holdDownFixes > Track.MAX_FIXES) {
            throw new IllegalArgumentException("one fix never opens anything: hold-down takes at least 2 fixes");
        }
        if (holdDown.isNegative() || futureTolerance.isNegative() || liveWithin.isNegative() || liveWithin.isZero()) {
            throw new IllegalArgumentException("durations are not negative, and live-within is more than 0");
        }
        // Else a fix could come in after a deadline that it would have moved.
        if (patience.returnWithin().compareTo(liveWithin) < 0 || patience.unsureFor().compareTo(liveWithin) < 0) {
            throw new IllegalArgumentException("nothing is overdue before a fix of that time would be late");
        }
    }

    /** A policy with the default patience, zones and spoofing, and bursts for check-ins only. */
    public Policy(Margins margins, int holdDownFixes, Duration holdDown, Duration liveWithin,
            Duration futureTolerance) {
        this(margins, holdDownFixes, holdDown, liveWithin, futureTolerance, Patience.DEFAULT, ZoneRule.DEFAULT,
                SpoofRule.DEFAULT, false);
    }

    /** This policy with another hold-down. */
    public Policy withHoldDown(int fixes, Duration time) {
        return new Policy(margins, fixes, time, liveWithin, futureTolerance, patience, zones, spoofing, bursts);
    }

    /** This policy with other margins. */
    public Policy withMargins(Margins other) {
        return new Policy(other, holdDownFixes, holdDown, liveWithin, futureTolerance, patience, zones, spoofing,
                bursts);
    }

    /** This policy with other patience. */
    public Policy withPatience(Patience other) {
        return new Policy(margins, holdDownFixes, holdDown, liveWithin, futureTolerance, other, zones, spoofing,
                bursts);
    }

    /** This policy with or without bursts for fixes that are no check-ins. */
    public Policy withBursts(boolean wanted) {
        return new Policy(margins, holdDownFixes, holdDown, liveWithin, futureTolerance, patience, zones, spoofing,
                wanted);
    }
}
