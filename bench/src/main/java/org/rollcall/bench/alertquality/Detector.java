package org.rollcall.bench.alertquality;

import org.rollcall.geofence.Fix;

/** Looks at one person's fixes as they arrive and says when there is an alert. Sees no truth. Not thread-safe. */
interface Detector {

    /** What one fix led to. */
    record Reaction(boolean opened, boolean burstWanted) {

        static final Reaction NONE = new Reaction(false, false);
    }

    /** A fix arrives: live, late or out of order. */
    Reaction on(Fix fix);

    /** Whether an alert is open after the last fix. */
    boolean open();
}
