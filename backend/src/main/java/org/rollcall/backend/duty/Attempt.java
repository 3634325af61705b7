package org.rollcall.backend.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Doing a duty, at the device's own time.
 *
 * @param madeAt when it was done, as the device says
 * @param receivedAt when we learnt of it
 */
record Attempt(Instant madeAt, Instant receivedAt) {

    /** What a clock and the way may add up to before a time is taken for another clock's. */
    private static final Duration BORNE = Duration.ofMinutes(1);

    /**
     * One whose time the phone said by a clock that may be wrong. Nothing is done later than it is received: a clock that
     * is ahead must not do this evening's duty in the morning. A place found by satellites may bear their time and not the
     * phone's; so the clock is only corrected for where the time as said cannot be, or as corrected can.
     *
     * @param saidAt when, as the phone says
     * @param ahead how far its clock is ahead of ours; below zero where it is behind
     */
    static Attempt of(Instant saidAt, Instant receivedAt, Duration ahead) {
        var corrected = saidAt.minus(ahead);
        var latest = receivedAt.plus(BORNE);
        boolean isByThatClock = ahead.isNegative() ? !corrected.isAfter(latest) : saidAt.isAfter(latest);
        var madeAt = isByThatClock ? corrected : saidAt;
        return new Attempt(madeAt.isBefore(receivedAt) ? madeAt : receivedAt, receivedAt);
    }

    /**
     * What the slot becomes by it; empty where it changes nothing: made before the window, too long after it, or where the
     * slot is done or excused already (the second check-in of a window is kept, the duty is done once).
     *
     * <p>What arrives after the miss was stated turns the miss into LATE and keeps both facts: a dead phone is not held
     * against its owner, and whether a clock was right is for people to find.
     *
     * @param takenLate how long after closing it is still taken
     */
    Optional<SlotState> on(SlotState state, Window window, Duration takenLate) {
        if (madeAt.isBefore(window.opensAt()) || !madeAt.isBefore(window.closesAt().plus(takenLate))) {
            return Optional.empty();
        }
        return switch (state) {
            case SCHEDULED,
                    OPEN ->
                Optional.of(madeAt.isBefore(window.closesAt()) && receivedAt.isBefore(window.dueAt())
                        ? SlotState.DONE
                        : SlotState.LATE);
            case MISSED -> Optional.of(SlotState.LATE);
            case DONE, LATE, EXCUSED -> Optional.empty();
        };
    }
}
