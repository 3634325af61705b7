package org.rollcall.geofence;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of one person's device from the live fixes judged so far: all that the next judgement needs.
 *
 * @param lastFixAt the newest live fix judged; empty before the first
 * @param outsideSince the fix time of the first of the present row of OUTSIDE fixes; empty when there is none
 * @param outsideFixes how many they are
 * @param exited whether an exit is open
 */
public record Standing(Optional<Instant> lastFixAt, Optional<Instant> outsideSince, int outsideFixes, boolean exited) {

    /** A person of whom nothing is known yet. */
    public static final Standing INITIAL = new Standing(Optional.empty(), Optional.empty(), 0, false);

    /** @throws IllegalArgumentException if the parts contradict one another */
    public Standing {
        Objects.requireNonNull(lastFixAt, "lastFixAt");
        if (outsideFixes < 0 || outsideSince.isPresent() != outsideFixes > 0) {
            throw new IllegalArgumentException("a row of outside fixes has a beginning, and no row has none");
        }
        if (lastFixAt.isEmpty() && (outsideFixes > 0 || exited)) {
            throw new IllegalArgumentException("nobody is outside before the first fix");
        }
    }
}
