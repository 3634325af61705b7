package org.rollcall.geofence;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When each sign that a position may be made up was last seen. No sign means anything alone: phones of developers mock,
 * outliers jump, resting phones repeat themselves and clocks are wrong. Immutable and thread-safe.
 *
 * @param mockAt the phone said that the place was made up
 * @param jumpAt two fixes lay too far apart for the time between them, or the phone claimed such a speed
 * @param frozenAt the coordinates were the same to the last digit too often
 * @param clockAt the phone's clock was ahead of ours
 * @param repeats how often in a row the coordinates were the same
 */
public record Signals(Optional<Instant> mockAt, Optional<Instant> jumpAt, Optional<Instant> frozenAt,
        Optional<Instant> clockAt, int repeats) {

    /** No sign at all. */
    public static final Signals NONE = new Signals(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), 0);

    static final int MAX_REPEATS = 65_535;

    /** @throws IllegalArgumentException if the count is out of range */
    public Signals {
        Objects.requireNonNull(mockAt, "mockAt");
        Objects.requireNonNull(jumpAt, "jumpAt");
        Objects.requireNonNull(frozenAt, "frozenAt");
        Objects.requireNonNull(clockAt, "clockAt");
        if (repeats < 0 || repeats > MAX_REPEATS) {
            throw new IllegalArgumentException("repeats are between 0 and " + MAX_REPEATS);
        }
    }

    /** Whether any sign was seen in the fix of that time, if it is the last one judged. */
    boolean seenAt(Instant fixedAt) {
        var seen = Optional.of(fixedAt);
        return mockAt.equals(seen) || jumpAt.equals(seen) || frozenAt.equals(seen) || clockAt.equals(seen);
    }
}
