package org.rollcall.backend.location;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who was within an area, as it goes over the wire. */
public record Presence(List<Seen> people) {

    public Presence {
        people = List.copyOf(people);
    }

    /** How sure it is. Names as in the contract. */
    public enum Certainty {
        /** A fix lies inside, its radius counted. */
        INSIDE,
        /** Fixes reach over the border, or did not say how accurate they are. */
        UNSURE
    }

    /**
     * Somebody who was there.
     *
     * @param fixes how many of theirs were there
     * @param firstAt the time of the first of them
     * @param lastAt the time of the last of them
     */
    public record Seen(UUID superviseeId, Certainty certainty, int fixes, Instant firstAt, Instant lastAt) {}
}
