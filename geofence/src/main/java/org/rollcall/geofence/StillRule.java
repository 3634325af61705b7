package org.rollcall.geofence;

import java.time.Duration;
import java.util.Objects;

/**
 * When a row of fixes must be longer because the phone lay still: a wrong Wi-Fi position claims a few metres, stays the
 * same for several fixes and looks like somebody who went there and sat down. Somebody who moves is told from it at
 * once. Immutable and thread-safe.
 *
 * @param fixes how many fixes a row needs that all lie at one place, at least as many as any other row
 * @param movedMetres so much more than both claimed accuracies must lie between two fixes in a row to show a movement
 * @param outlives how long after its last fix an exit's row in which nothing moved, which is not open yet and has as many
 *        fixes as one that moves needs, outlives fixes inside that all lie at one place, {@value #MOST_AGAINST} at most: a
 *        wrong position looks like a return as well as like an exit; 0 where each such fix ends a row, 31 days at most
 */
public record StillRule(int fixes, double movedMetres, Duration outlives) {

    /** As long as a wrong position stays: two to four fixes (docs/alert-quality.md, sticky errors). */
    public static final int MOST_AGAINST = 4;

    /** 10 m: the circles do not touch, and solutions of one sticky error lie within 10 m of each other. */
    public static final double MOVED_METRES = 10;

    /** @throws IllegalArgumentException if a value is out of its range */
    public StillRule {
        Objects.requireNonNull(outlives, "outlives");
        if (fixes < 2 || fixes > Track.MAX_FIXES) {
            throw new IllegalArgumentException("one fix never opens anything: a row that lies still has at least 2");
        }
        if (!(movedMetres >= 0 && movedMetres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a movement is a number of metres, 0 or more");
        }
        Durations.require("outlives", outlives, Durations.MONTH);
    }

    /** A rule whose rows end with the first fix that speaks against them. */
    public StillRule(int fixes, double movedMetres) {
        this(fixes, movedMetres, Duration.ZERO);
    }

    /** This rule with another number of fixes. */
    public StillRule withFixes(int other) {
        return new StillRule(other, movedMetres, outlives);
    }

    /** This rule with rows that outlive fixes against them for another time. */
    public StillRule withOutlives(Duration time) {
        return new StillRule(fixes, movedMetres, time);
    }
}
