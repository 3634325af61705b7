package org.rollcall.backend.duty;

import java.time.Duration;
import java.time.Instant;

/**
 * When one slot may be done.
 *
 * @param opensAt from then on
 * @param closesAt until before then
 * @param dueAt the end of the grace; from then on an empty slot is a miss
 */
record Window(Instant opensAt, Instant closesAt, Instant dueAt) {

    Window {
        if (!opensAt.isBefore(closesAt) || dueAt.isBefore(closesAt)) {
            throw new IllegalArgumentException("a window opens, closes and is due in this order");
        }
    }

    static Window of(Instant opensAt, Instant closesAt, Duration grace) {
        return new Window(opensAt, closesAt, closesAt.plus(grace));
    }
}
