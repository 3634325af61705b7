package org.rollcall.geofence;

import java.util.List;

/**
 * What one fix comes to. Immutable and thread-safe.
 *
 * @param next the standing afterwards; the same as before for a fix that is not live
 * @param verdict where the fix lies, also for a fix that is not live
 * @param timeliness whether the fix may change anything
 * @param transitions what changed
 * @param burstWanted whether the phone should be asked for up to three fixes at once, to tell an error from the truth
 */
public record Judgement(Standing next, Verdict verdict, Timeliness timeliness, List<Transition> transitions,
        boolean burstWanted) {

    /** When a fix came, seen from its own time. */
    public enum Timeliness {
        /** In order and fresh. */
        LIVE,
        /** Not newer than the last one judged, or too old at receipt: shown as "recorded later". */
        LATE,
        /** The device's clock is ahead of ours. */
        FUTURE
    }

    /** @throws NullPointerException if a part is missing */
    public Judgement {
        transitions = List.copyOf(transitions);
    }
}
