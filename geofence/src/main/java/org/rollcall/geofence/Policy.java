package org.rollcall.geofence;

import java.time.Duration;
import java.util.Objects;

/**
 * What turns verdicts into transitions. Stored as versioned rows; nothing of it is in code. No duration is longer than 31
 * days. Immutable and thread-safe.
 *
 * @param margins how sure a verdict must be
 * @param holdDownFixes how many fixes in a row must be OUTSIDE before an exit opens, at least 2: one fix never opens
 *        anything (DESIGN section 3); what may come between them, {@link StillRule#outlives} says
 * @param holdDown how much time they must span, 0 or more
 * @param liveWithin a fix older than this at receipt is late
 * @param futureTolerance a fix whose time is more than this after its receipt advances nothing
 * @param patience how long doubts, detours and returns may take, each at least as long as {@code liveWithin}
 * @param zones when an exclusion zone counts as entered
 * @param spoofing how signs of made-up positions add up
 * @param bursts whether each fix that begins a row asks for a burst, and again where none came of it, and not only a
 *        check-in: right where fixes are rare
 * @param still how much longer a row must be whose fixes all lie at one place
 */
public record Policy(Margins margins, int holdDownFixes, Duration holdDown, Duration liveWithin,
        Duration futureTolerance, Patience patience, ZoneRule zones, SpoofRule spoofing, boolean bursts,
        StillRule still) {

    /**
     * For fixes that come by themselves every few minutes: what did best in the alert-quality benchmark
     * (docs/alert-quality.md). A radius of up to 100 m is believed to 99 %, twice what it claims, so that with the border's
     * 100 m every such fix 300 m outside is certainly outside; a coarser one to 99.9 %, two and a half times. Three fixes
     * over 8 minutes, five where they all lie at one place. DOMAIN section 6 says 10 minutes; as phones are not punctual, half
     * of all third fixes come too early for that.
     */
    public static final Policy DEFAULT = new Policy(new Margins(100, 50, 2_000, 2.5, 100, 2), 3, Duration.ofMinutes(8),
            Duration.ofMinutes(15), Duration.ofMinutes(2), Patience.DEFAULT, ZoneRule.DEFAULT, SpoofRule.DEFAULT, false,
            new StillRule(5, StillRule.MOVED_METRES));

    /**
     * For fixes that come by themselves twice an hour: the burst after the first shows at once whether the phone moves;
     * where it does not, four more must come at their time, for a burst in the background repeats a sticky error. A wrong
     * place inside stays for up to four fixes: a row outlives it.
     */
    public static final Policy SPARSE = DEFAULT.withHoldDown(3, Duration.ofMinutes(1))
            .withStill(new StillRule(8, StillRule.MOVED_METRES, Duration.ofMinutes(150)))
            .withBursts(true);

    /**
     * For check-ins: the fix that raises the doubt and a burst of two more over a minute, or of all three where they lie
     * at one place. A row outlives the night between two check-ins.
     */
    public static final Policy CHECKPOINT = DEFAULT.withHoldDown(3, Duration.ofMinutes(1))
            .withStill(new StillRule(4, StillRule.MOVED_METRES))
            .withPatience(Patience.DEFAULT.withRowExpiry(Duration.ofHours(14)))
            .withBursts(true);

    /** @throws IllegalArgumentException if a value is out of its range */
    public Policy {
        Objects.requireNonNull(margins, "margins");
        Objects.requireNonNull(zones, "zones");
        Objects.requireNonNull(spoofing, "spoofing");
        Objects.requireNonNull(still, "still");
        if (holdDownFixes < 2 || holdDownFixes > Track.MAX_FIXES) {
            throw new IllegalArgumentException("one fix never opens anything: hold-down takes at least 2 fixes");
        }
        Durations.require("holdDown", holdDown, Durations.MONTH);
        Durations.require("liveWithin", liveWithin, Durations.MONTH);
        Durations.require("futureTolerance", futureTolerance, Durations.MONTH);
        if (liveWithin.isZero()) {
            throw new IllegalArgumentException("some fixes are live: liveWithin is more than 0");
        }
        if (still.fixes() < holdDownFixes) {
            throw new IllegalArgumentException("a row that lies still is not shorter than one that moves");
        }
        if (still.outlives().compareTo(patience.rowExpiry()) > 0) {
            throw new IllegalArgumentException("no row outlives a fix against it for longer than it lasts");
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

    /** A policy that asks no more of a phone that lies still than of one that moves. */
    public Policy(Margins margins, int holdDownFixes, Duration holdDown, Duration liveWithin,
            Duration futureTolerance, Patience patience, ZoneRule zones, SpoofRule spoofing, boolean bursts) {
        this(margins, holdDownFixes, holdDown, liveWithin, futureTolerance, patience, zones, spoofing, bursts,
                new StillRule(holdDownFixes, StillRule.MOVED_METRES));
    }

    /** This policy with another hold-down; a row that lies still needs at least as many fixes. */
    public Policy withHoldDown(int fixes, Duration time) {
        return new Policy(margins, fixes, time, liveWithin, futureTolerance, patience, zones, spoofing, bursts,
                still.withFixes(Math.max(fixes, still.fixes())));
    }

    /** This policy with another rule for phones that lie still. */
    public Policy withStill(StillRule other) {
        return new Policy(margins, holdDownFixes, holdDown, liveWithin, futureTolerance, patience, zones, spoofing,
                bursts, other);
    }

    /** This policy with other margins. */
    public Policy withMargins(Margins other) {
        return new Policy(other, holdDownFixes, holdDown, liveWithin, futureTolerance, patience, zones, spoofing,
                bursts, still);
    }

    /** This policy with other patience. */
    public Policy withPatience(Patience other) {
        return new Policy(margins, holdDownFixes, holdDown, liveWithin, futureTolerance, other, zones, spoofing,
                bursts, still);
    }

    /** This policy with or without bursts for fixes that are no check-ins. */
    public Policy withBursts(boolean wanted) {
        return new Policy(margins, holdDownFixes, holdDown, liveWithin, futureTolerance, patience, zones, spoofing,
                wanted, still);
    }
}
