package org.rollcall.geofence;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When a rule holds, and when it is believed: both intervals hold their beginning and not their end, so that a
 * permission until 24:00 holds at 23:59:59.999999 and not at 00:00:00. Immutable and thread-safe.
 *
 * @param from the first instant at which the rule holds; {@link Instant#MIN} for one without beginning
 * @param until the first instant at which it does not; {@link Instant#MAX} for one without end
 * @param knownFrom when it was entered; {@link Instant#MIN} where it was always known
 * @param knownUntil when it stopped being believed, because a later row says better; {@link Instant#MAX} while it is
 */
public record Validity(Instant from, Instant until, Instant knownFrom, Instant knownUntil) {

    /** Always valid, always known. */
    public static final Validity ALWAYS = between(Instant.MIN, Instant.MAX);

    /** @throws IllegalArgumentException if an interval is empty or turned round */
    public Validity {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(knownFrom, "knownFrom");
        Objects.requireNonNull(knownUntil, "knownUntil");
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a rule's validity ends after it begins");
        }
        if (!knownFrom.isBefore(knownUntil)) {
            throw new IllegalArgumentException("a rule stops being believed after it was entered");
        }
    }

    /** Valid between two instants, and always known to be. */
    public static Validity between(Instant from, Instant until) {
        return new Validity(from, until, Instant.MIN, Instant.MAX);
    }

    /** Valid from an instant on, and always known to be. */
    public static Validity from(Instant from) {
        return between(from, Instant.MAX);
    }

    /** The same validity, believed only between two instants. */
    public Validity known(Instant knownFrom, Instant knownUntil) {
        return new Validity(from, until, knownFrom, knownUntil);
    }

    /** Whether the rule holds at an instant. */
    public boolean holdsAt(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }

    /** Whether the rule was believed at an instant. */
    public boolean knownAt(Instant instant) {
        return !instant.isBefore(knownFrom) && instant.isBefore(knownUntil);
    }

    /** When both hold and both are believed; empty where that is never. */
    public Optional<Validity> and(Validity other) {
        var start = later(from, other.from);
        var end = earlier(until, other.until);
        var knownStart = later(knownFrom, other.knownFrom);
        var knownEnd = earlier(knownUntil, other.knownUntil);
        return start.isBefore(end) && knownStart.isBefore(knownEnd)
                ? Optional.of(new Validity(start, end, knownStart, knownEnd))
                : Optional.empty();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
