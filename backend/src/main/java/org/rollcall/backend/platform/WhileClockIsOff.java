package org.rollcall.backend.platform;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled.SkipPredicate;
import io.quarkus.scheduler.ScheduledExecution;

/**
 * Leaves out a sweep on a node whose clock is off: it would call missed, silent or overdue what is not, and forget what is
 * still needed. Nothing is lost: sweeps take everything that is due and not yet done.
 */
@ApplicationScoped
public class WhileClockIsOff implements SkipPredicate {

    private final ClockWatch watch;

    WhileClockIsOff(ClockWatch watch) {
        this.watch = watch;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return watch.isOff();
    }
}
