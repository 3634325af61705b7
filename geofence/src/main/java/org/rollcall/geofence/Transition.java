package org.rollcall.geofence;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A condition that came true or stopped being so. Software opens and clears; only people make findings. Immutable and
 * thread-safe.
 *
 * @param object the rule it is about; empty where a person can only have one
 * @param since when the row of fixes behind it began, or the moment a deadline counts from
 * @param at the time of the fix or the deadline that brought it about
 * @param reason why now
 */
public record Transition(Condition condition, Change change, Optional<UUID> object, Instant since, Instant at,
        Reason reason) {

    /** Which way. */
    public enum Change {
        OPENED, CLEARED
    }

    /** Why now. */
    public enum Reason {
        /** Enough fixes in a row over enough time. */
        HELD,
        /** One sharp, plausible fix wholly in an exclusion zone. */
        SHARP_IN_ZONE,
        /** Time passed without an answer. */
        DEADLINE,
        /** A score of several signals. */
        SCORE,
        /** The person was seen where they may be, or out of the zone. */
        BACK,
        /** The rule ended, changed, or another now permits the place. */
        RULES,
        /** The signals are older than the policy looks back. */
        FADED
    }

    /** @throws NullPointerException if a part is missing */
    public Transition {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(reason, "reason");
    }
}
