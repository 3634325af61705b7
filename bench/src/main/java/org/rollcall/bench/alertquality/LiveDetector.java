package org.rollcall.bench.alertquality;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.rollcall.geofence.Fix;

/**
 * A detector that looks at live fixes in their order. Late ones are left out, which favours it: they would raise alarms
 * of the past.
 */
abstract class LiveDetector implements Detector {

    private static final Duration LIVE_WITHIN = Duration.ofMinutes(15);

    private Optional<Instant> last = Optional.empty();
    private boolean open;

    /** Whether an alert is open after a fix. */
    abstract boolean next(Fix fix, boolean openBefore);

    /** Whether the fix leaves a doubt that more fixes at once could settle. */
    boolean doubts() {
        return false;
    }

    @Override
    public final Reaction on(Fix fix) {
        boolean late = Duration.between(fix.fixedAt(), fix.receivedAt()).compareTo(LIVE_WITHIN) > 0
                || last.filter(at -> !fix.fixedAt().isAfter(at)).isPresent();
        if (late) {
            return Reaction.NONE;
        }
        last = Optional.of(fix.fixedAt());
        boolean before = open;
        open = next(fix, before);
        return new Reaction(open && !before, doubts() && fix.trigger() == Fix.Trigger.CHECK_IN);
    }

    @Override
    public final boolean open() {
        return open;
    }
}
