package org.rollcall.geofence;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A condition in the making or open: the row of fixes that speak for it, broken by one that speaks against unless that may
 * be a wrong position ({@link StillRule#outlives}).
 * Immutable and thread-safe.
 *
 * @param object the rule it is about; empty where a person can only have one
 * @param since the time of the first fix of the row
 * @param last the time of the latest one
 * @param fixes how many they are, counted to {@value #MAX_FIXES}; 0 only for what a deadline opened
 * @param open whether it has been said
 * @param moved whether two fixes of the row, one right after the other, show that the phone moved
 * @param against how many fixes that speak against it the row has outlived, at most {@value StillRule#MOST_AGAINST}
 */
public record Track(Condition condition, Optional<UUID> object, Instant since, Instant last, int fixes,
        boolean open, boolean moved, int against) {

    /** Counting stops here, so that the number stays small for ever. */
    static final int MAX_FIXES = 65_535;

    static final Comparator<Track> ORDER = Comparator.comparing(Track::condition)
            .thenComparing(track -> track.object().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()));

    /** @throws IllegalArgumentException if the parts contradict one another */
    public Track {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(object, "object");
        if (last.isBefore(since)) {
            throw new IllegalArgumentException("a row of fixes ends after it begins");
        }
        if (fixes < 0 || fixes > MAX_FIXES || fixes == 0 && !open) {
            throw new IllegalArgumentException("a row in the making has between 1 and " + MAX_FIXES + " fixes");
        }
        if (against < 0 || against > StillRule.MOST_AGAINST) {
            throw new IllegalArgumentException("a row outlives between 0 and " + StillRule.MOST_AGAINST + " fixes");
        }
    }

    /** A row in which nothing moved. */
    public Track(Condition condition, Optional<UUID> object, Instant since, Instant last, int fixes, boolean open) {
        this(condition, object, since, last, fixes, open, false, 0);
    }

    /** This row, after another fix that speaks against it. */
    Track outlivingOne() {
        return new Track(condition, object, since, last, fixes, open, moved, against + 1);
    }

    boolean is(Condition other, Optional<UUID> otherObject) {
        return condition == other && object.equals(otherObject);
    }
}
