package org.rollcall.geofence;

import java.time.Duration;

/**
 * How long things may last (DOMAIN section 6), each 31 days at most. Immutable and thread-safe.
 *
 * @param unsureFor a row of doubtful fixes this long is said
 * @param deviationFor a detour on leave this long is said
 * @param returnWithin how long after a leave's end the person may take to be seen at home
 * @param rowExpiry a row of fixes whose last is older than this begins anew: yesterday's error is no evidence today
 */
public record Patience(Duration unsureFor, Duration deviationFor, Duration returnWithin, Duration rowExpiry) {

    /** 60 minutes, 60 minutes, 12 hours, 12 hours. */
    public static final Patience DEFAULT = new Patience(Duration.ofMinutes(60), Duration.ofMinutes(60),
            Duration.ofHours(12), Duration.ofHours(12));

    /** @throws IllegalArgumentException if a duration is negative or longer than 31 days, or a row expires at once */
    public Patience {
        Durations.require("unsureFor", unsureFor, Durations.MONTH);
        Durations.require("deviationFor", deviationFor, Durations.MONTH);
        Durations.require("returnWithin", returnWithin, Durations.MONTH);
        Durations.require("rowExpiry", rowExpiry, Durations.MONTH);
        if (rowExpiry.isZero()) {
            throw new IllegalArgumentException("a row lasts for some time: rowExpiry is more than 0");
        }
    }

    /** This patience with rows that last for another time. */
    public Patience withRowExpiry(Duration expiry) {
        return new Patience(unsureFor, deviationFor, returnWithin, expiry);
    }
}
