package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;

/**
 * A short series of fixes that is wanted at once, to tell an error from the truth. Goes over the wire as it is.
 *
 * @param fixes how many, 1 to 3
 * @param withinSeconds in what time, 1 to 120: more would be tracking, which is lawful only in some modes
 */
public record BurstRequest(int fixes, int withinSeconds, Instant requestedAt) {

    /** The longest that one may last. */
    public static final int MOST_SECONDS = 120;

    // A clock may be off by as much as is tolerated, to either side.
    private static final Duration BEGINS_WITHIN = Duration.ofSeconds(MOST_SECONDS).plus(DeviceClock.TOLERATED);

    /** @throws IllegalArgumentException if it asks for more than is lawful in every mode */
    public BurstRequest {
        if (fixes < 1 || fixes > 3 || withinSeconds < 1 || withinSeconds > MOST_SECONDS) {
            throw new IllegalArgumentException("a burst is 1 to 3 fixes in 1 to 120 seconds");
        }
    }

    /**
     * Whether a fix may be of a burst that ends then.
     *
     * @param endsAt by our clock
     * @param fixedAt by the device's, which may be a little ahead or behind
     */
    public static boolean mayHold(Instant endsAt, Instant fixedAt) {
        return !fixedAt.isAfter(endsAt.plus(DeviceClock.TOLERATED))
                && !fixedAt.isBefore(endsAt.minus(BEGINS_WITHIN));
    }

    /** When it is over. */
    public Instant endsAt() {
        return requestedAt.plusSeconds(withinSeconds);
    }
}
