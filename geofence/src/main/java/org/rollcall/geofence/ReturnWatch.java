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

    private static final Duration LONGEST = Duration.ofDays(31);

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
                        .filter(leave -> known.isBefore(leave.validity().until().plus(LONGEST)))
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

    static Instant deadline(Permission leave, Policy policy) {
        return leave.validity().until().plus(policy.patience().returnWithin());
    }
}
