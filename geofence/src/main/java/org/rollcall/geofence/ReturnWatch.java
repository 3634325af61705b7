package org.rollcall.geofence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether somebody is waited for at home after a leave.
 *
 * <p>Nobody is who was seen at home since the leave ended, or came home during it and was not seen elsewhere since. A
 * leave that ended more than a month ago and was not closed is a matter of the files, not of whereabouts.
 */
final class ReturnWatch {

    private static final Duration LONGEST = Durations.MONTH;

    private ReturnWatch() {
    }

    /**
     * The leave whose return is waited for.
     *
     * @param before the standing before the fix or tick
     * @param now the standing with the fix
     * @param at the time of the fix or tick
     */
    static Optional<Permission> awaited(Standing before, Standing now, PermittedArea permitted, Instant at) {
        var known = before.lastFixAt().orElse(at);
        return permitted.permissions().isEmpty()
                ? permitted.lastEnded()
                        .filter(leave -> known.minus(LONGEST).isBefore(leave.validity().until()))
                        .filter(leave -> !returned(now, leave))
                : Optional.empty();
    }

    static boolean returned(Standing standing, Permission leave) {
        if (standing.homeSeenAt().isEmpty()) {
            return false;
        }
        var home = standing.homeSeenAt().get();
        boolean since = !home.isBefore(leave.validity().until());
        boolean early = !home.isBefore(leave.validity().from())
                && standing.awaySeenAt().filter(away -> !away.isBefore(home)).isEmpty();
        return since || early;
    }

    /** When a return is overdue; never, which is {@link Instant#MAX}, for a leave that has hardly an end. */
    static Instant deadline(Permission leave, Policy policy) {
        var until = leave.validity().until();
        var patience = policy.patience().returnWithin();
        return until.isAfter(Instant.MAX.minus(patience)) ? Instant.MAX : until.plus(patience);
    }
}
