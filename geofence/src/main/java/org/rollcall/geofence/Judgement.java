package org.rollcall.geofence;

import java.util.Optional;

/**
 * What one fix comes to.
 *
 * @param next the standing afterwards; the same as before for a fix that is not live
 * @param verdict where the fix lies, also for a fix that is not live
 * @param timeliness whether the fix may change anything
 * @param transition what changed, if anything did
 */
public record Judgement(Standing next, Verdict verdict, Timeliness timeliness, Optional<Transition> transition) {

    /** When a fix came, seen from its own time. */
    public enum Timeliness {
        /** In order and fresh. */
        LIVE,
        /** Not newer than the last one judged, or too old at receipt: shown as "recorded later". */
        LATE,
        /** The device's clock is ahead of ours. */
        FUTURE
    }

    /** A change of state. Software opens and clears; only people make findings. */
    public enum Transition {
        AREA_EXIT_OPENED, AREA_EXIT_CLEARED
    }
}
