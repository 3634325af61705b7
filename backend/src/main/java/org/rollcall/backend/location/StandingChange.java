package org.rollcall.backend.location;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.rollcall.geofence.Standing;

/**
 * What a batch of fixes, or a tick, does to one standing. All of it is written in the transaction that locked it.
 *
 * @param before as it was locked
 * @param next the standing afterwards
 * @param judgedSeq the number of the last fix judged, afterwards
 * @param tally what else was learnt of the device
 * @param due when the next tick is worth while, afterwards; where {@code dueKnown}
 * @param dueKnown whether the time of the next tick is to be written
 * @param effects what it opens and clears, in the order in which it came about
 * @param burst whether the phone is to be asked for a burst, and by which policy
 */
record StandingChange(LockedStanding before, Standing next, long judgedSeq, Tally tally, Optional<Instant> due,
        boolean dueKnown, List<AlertEffect> effects, Optional<JudgingPolicy> burst) {

    StandingChange {
        effects = List.copyOf(effects);
    }

    StandingKey key() {
        return before.key();
    }

    /** Whether the row itself has changed. */
    boolean touched() {
        return tally.changes(before) || judgedSeq != before.judgedSeq() || !next.equals(before.standing());
    }
}
