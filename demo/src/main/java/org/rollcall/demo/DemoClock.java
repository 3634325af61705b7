package org.rollcall.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The demo's time, the same as the server's: both are told when it begins and how fast it runs.
 *
 * @param realFrom the machine's time at which the demo's clock begins
 * @param shownFrom what it shows then
 * @param speed how many seconds of the demo pass in one of the machine's
 */
public record DemoClock(Instant realFrom, Instant shownFrom, int speed) {

    /** The machine's own time. */
    public static final DemoClock REAL = new DemoClock(Instant.EPOCH, Instant.EPOCH, 1);

    /** What it shows now. */
    public Instant now() {
        return shownFrom.plus(Duration.between(realFrom, Clock.systemUTC().instant()).multipliedBy(speed));
    }

    /** Waits until the demo's clock shows that time; returns at once if it is past. */
    public void await(Instant shown) throws InterruptedException {
        var left = Duration.between(now(), shown).dividedBy(speed);
        if (!left.isNegative()) {
            Thread.sleep(left.toMillis());
        }
    }
}
