package org.rollcall.geofence;

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

    static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000L);
    }
}
