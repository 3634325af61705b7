package org.rollcall.geofence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import org.rollcall.geofence.Transition.Reason;

/** What happens when nothing happens: doubts that last and returns that are overdue. Stateless. */
final class Deadlines {

    private Deadlines() {
    }

    /**
     * Opens in a round what is overdue at a time.
     *
     * @param before the standing before the fix or tick
     * @param now the standing with the fix
     */
    static void pass(Round round, Standing before, Standing now, Instant at, PermittedArea permitted,
            Policy policy) {
        round.find(Condition.AREA_UNSURE).filter(doubt -> !doubt.open()).ifPresent(doubt -> {
            var deadline = doubt.since().plus(policy.patience().unsureFor());
            if (!at.isBefore(deadline)) {
                round.overdue(Condition.AREA_UNSURE, doubt.object(), doubt.since(), deadline);
            }
        });
        var said = before.tracks().stream()
                .filter(track -> track.condition() == Condition.RETURN_OVERDUE)
                .findFirst();
        if (said.isPresent() && stillOverdue(said.get(), now, permitted)) {
            round.saysNothing(Condition.RETURN_OVERDUE, said.get().object());
            return;
        }
        said.ifPresent(track -> round.speaksAgainst(Condition.RETURN_OVERDUE, track.object(),
                now.homeSeenAt().filter(home -> !home.isBefore(track.since())).isPresent()
                        ? Reason.BACK
                        : Reason.RULES));
        ReturnWatch.awaited(before, now, permitted, at)
                .filter(leave -> !at.isBefore(ReturnWatch.deadline(leave, policy)))
                .ifPresent(leave -> round.overdue(Condition.RETURN_OVERDUE, Optional.of(leave.id()),
                        leave.validity().until().truncatedTo(ChronoUnit.MICROS),
                        ReturnWatch.deadline(leave, policy)));
    }

    /** Once it has been said, it stays until the person is seen, the leave is closed or another begins. */
    private static boolean stillOverdue(Track said, Standing now, PermittedArea permitted) {
        return permitted.permissions().isEmpty() && permitted.lastEnded()
                .filter(leave -> said.object().equals(Optional.of(leave.id())) && !ReturnWatch.returned(now, leave))
                .isPresent();
    }

    /** The first deadline after a time at which a tick could change the standing. */
    static Optional<Instant> next(Standing standing, Instant after, Rulebook rulebook, Policy policy) {
        Instant next = null;
        for (var track : standing.tracks()) {
            if (track.condition() == Condition.AREA_UNSURE && !track.open()) {
                next = earlier(next, track.since().plus(policy.patience().unsureFor()), after);
            }
        }
        for (var leave : rulebook.leaves()) {
            if (!ReturnWatch.returned(standing, leave)) {
                next = earlier(next, ReturnWatch.deadline(leave, policy), after);
            }
        }
        return Optional.ofNullable(next);
    }

    /** Of what no tick can come for, nothing is due. */
    private static Instant earlier(Instant next, Instant candidate, Instant after) {
        return candidate.isAfter(after) && !candidate.isAfter(Fix.LAST)
                && (next == null || candidate.isBefore(next)) ? candidate : next;
    }
}
