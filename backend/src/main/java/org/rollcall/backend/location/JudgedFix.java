package org.rollcall.backend.location;

import org.rollcall.geofence.Judgement;

/**
 * A new fix and what the kernel said of it: what becomes a row.
 *
 * @param judgedSeq the next number of its person's device: a replay in this order gives the same standing
 * @param rulesVersion the version of the rules it was judged by
 */
record JudgedFix(Item item, long judgedSeq, long rulesVersion, Judgement judgement) {

    boolean late() {
        return judgement.timeliness() != Judgement.Timeliness.LIVE;
    }
}
