package org.rollcall.geofence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Time passing without a fix. Immutable and thread-safe.
 *
 * @param at the server's time, kept to the microsecond
 */
public record Tick(Instant at) {

    /** @throws IllegalArgumentException for a time before 1970 or after 9999 */
    public Tick {
        at = Fix.withinReason(at, "a tick's time").truncatedTo(ChronoUnit.MICROS);
    }
}
