package org.rollcall.backend.travel;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * What a leave comes to.
 *
 * @param days of the leave itself
 * @param daysAway in the window, this leave among them
 * @param level who decides, at least
 */
record LeaveCount(int days, int daysAway, LeaveLevel level) {

    /**
     * @param rank at which the asker decides there; 0 for none
     * @throws ProblemException BEYOND_RANK, which names who decides
     */
    void requireRank(int rank) {
        if (rank < level.rank()) {
            var decider = level == LeaveLevel.OFFICE && rank == 0
                    ? LeaveLevel.OFFICE.decider() + ", or " + LeaveLevel.COUNTY.decider()
                    : level.decider();
            throw new ProblemException(ProblemType.BEYOND_RANK, "On " + days + " days of leave, with " + daysAway
                    + " days away in the window, decides " + decider + ". Record it as a leave application.");
        }
    }

    /** The same, where it waits for that level at least. */
    LeaveCount notBelow(LeaveLevel least) {
        return new LeaveCount(days, daysAway, LeaveLevel.higher(level, least));
    }
}
