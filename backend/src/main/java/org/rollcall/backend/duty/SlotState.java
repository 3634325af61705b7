package org.rollcall.backend.duty;

import java.time.Instant;

/** Where a slot stands. It moves by entries that are added, never changed. */
public enum SlotState {
    /** Not open yet. */
    SCHEDULED,
    /** Can be done now. Follows from the clock and is never stored. */
    OPEN,
    /** Done in its window. */
    DONE,
    /** Done after its window, or in it but known only after it counted as missed. */
    LATE,
    /** Empty when it was due. A fact, not a finding. */
    MISSED,
    /** Not asked after all: custody, release, an outage of the platform. */
    EXCUSED;

    /** What the stored state is at that time. */
    SlotState at(Instant opensAt, Instant now) {
        return this == SCHEDULED && !now.isBefore(opensAt) ? OPEN : this;
    }
}
