package org.rollcall.geofence;

import java.time.Duration;
import java.time.Instant;

/**
 * Instants as microseconds since 1970, which is what a {@code timestamptz} holds. The kernel compares these, so that a
 * judgement makes no objects for time. Instants beyond the range of a long become its ends, which stand for "ever".
 */
final class Micros {

    static final long PER_SECOND = 1_000_000;

    private static final long MAX_SECONDS = Long.MAX_VALUE / PER_SECOND - 1;

    private Micros() {
    }

    static long of(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds > MAX_SECONDS) {
            return Long.MAX_VALUE;
        }
        if (seconds < -MAX_SECONDS) {
            return Long.MIN_VALUE;
        }
        return seconds * PER_SECOND + instant.getNano() / 1_000;
    }

    /** A duration in microseconds, cut to the range of a long. */
    static long of(Duration duration) {
        long seconds = duration.getSeconds();
        if (seconds > MAX_SECONDS) {
            return Long.MAX_VALUE;
        }
        return seconds < -MAX_SECONDS ? -Long.MAX_VALUE : seconds * PER_SECOND + duration.getNano() / 1_000;
    }

    /** Microseconds from one instant to another, both between 1970 and 9999. */
    static long between(Instant from, Instant until) {
        return of(until) - of(from);
    }

    static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000L);
    }
}
