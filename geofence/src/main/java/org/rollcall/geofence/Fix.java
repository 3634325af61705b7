package org.rollcall.geofence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A place that a phone says it was at. Times are kept to the microsecond, as the database does. Immutable and
 * thread-safe.
 *
 * @param place where
 * @param accuracyMetres the radius that holds the true place with a probability of 68 %, more than 0; empty where the
 *        phone did not say, which is not the same as a perfect fix
 * @param fixedAt the device's own time, never corrected
 * @param receivedAt the server's time
 * @param trigger why the phone sent it
 * @param mock whether the phone says that the place was made up by an app
 * @param speedMetresPerSecond how fast the phone says it moved, 0 or more; empty where it did not say
 */
public record Fix(WgsCoordinate place, OptionalDouble accuracyMetres, Instant fixedAt, Instant receivedAt,
        Trigger trigger, boolean mock, OptionalDouble speedMetresPerSecond) {

    /** Why a phone sent a fix. */
    public enum Trigger {
        /** By itself, at an interval or on moving. */
        PERIODIC,
        /** With a check-in, a report or a spot check. */
        CHECK_IN,
        /** Asked for, to make sure of an earlier one. */
        BURST
    }

    private static final Instant FIRST = Instant.EPOCH;
    /** What is judged lies no later. */
    static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /** @throws IllegalArgumentException if the accuracy or speed is no such number, or a time lies beyond 1970 to 9999 */
    public Fix {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(accuracyMetres, "accuracyMetres");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(speedMetresPerSecond, "speedMetresPerSecond");
        if (accuracyMetres.isPresent()
                && !(accuracyMetres.getAsDouble() > 0 && accuracyMetres.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("accuracy is a positive number of metres, or unknown");
        }
        if (speedMetresPerSecond.isPresent() && !(speedMetresPerSecond.getAsDouble() >= 0
                && speedMetresPerSecond.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("speed is a number of metres a second, 0 or more, or unknown");
        }
        fixedAt = withinReason(fixedAt, "a fix's time").truncatedTo(ChronoUnit.MICROS);
        receivedAt = withinReason(receivedAt, "the time of receipt").truncatedTo(ChronoUnit.MICROS);
    }

    /** A fix that the phone sent by itself, that is not mocked and says nothing of speed. */
    public Fix(WgsCoordinate place, OptionalDouble accuracyMetres, Instant fixedAt, Instant receivedAt) {
        this(place, accuracyMetres, fixedAt, receivedAt, Trigger.PERIODIC, false, OptionalDouble.empty());
    }

    static Instant withinReason(Instant at, String what) {
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new IllegalArgumentException(what + " lies between 1970 and 9999");
        }
        return at;
    }
}
