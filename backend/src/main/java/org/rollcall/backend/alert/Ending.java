package org.rollcall.backend.alert;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.rollcall.notifications.DeliveryResult;
import org.rollcall.notifications.RetrySchedule;

/**
 * What an attempt does to a row of the outbox.
 *
 * @param state the state that it goes to
 * @param again when it is tried again, from now; empty where it has ended
 * @param reason a code
 */
record Ending(State state, Optional<Duration> again, String reason) {

    /** Names as in the database. */
    enum State {
        PENDING, SENT, NO_REGISTRATION, EXPIRED, DEAD
    }

    /** It has ended in that state. */
    static Ending in(State state, String reason) {
        return new Ending(state, Optional.empty(), reason);
    }

    /**
     * The ending of an attempt, a pure function of its arguments. It is tried again while one phone may yet take it; when
     * that is over it counts as sent if any phone took it, as dead if the fault may be ours, and else there was no phone.
     *
     * @param attempt the number of this attempt, from 1
     * @param hadIt whether some phone took it before
     * @param results of the phones that were tried now
     * @param jitter 0 (inclusive) to 1 (exclusive)
     */
    static Ending of(int attempt, boolean hadIt, List<DeliveryResult> results, RetrySchedule schedule, double jitter) {
        // The longest wait that any phone's channel asked for: never before the time that one was told.
        var retry = results.stream().filter(DeliveryResult.Retry.class::isInstance)
                .map(DeliveryResult.Retry.class::cast).max(Comparator.comparing(DeliveryResult.Retry::after));
        var again = retry.flatMap(asked -> schedule.nextDelay(attempt, asked, jitter));
        if (again.isPresent()) {
            return new Ending(State.PENDING, again, retry.get().reason());
        }
        if (hadIt || results.stream().anyMatch(DeliveryResult.Delivered.class::isInstance)) {
            return in(State.SENT, "DELIVERED");
        }
        if (retry.isPresent()) {
            return in(State.DEAD, retry.get().reason());
        }
        return results.stream().filter(DeliveryResult.Rejected.class::isInstance)
                .map(result -> in(State.DEAD, ((DeliveryResult.Rejected) result).reason())).findFirst()
                .orElseGet(() -> in(State.NO_REGISTRATION, "NO_REGISTRATION"));
    }
}
