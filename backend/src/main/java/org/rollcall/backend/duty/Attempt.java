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
