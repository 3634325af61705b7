package org.rollcall.backend.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that runs faster than another one, for demos and trainings. Immutable.
 *
 * @param real the other clock
 * @param realFrom the other clock's time at which this one begins
 * @param shownFrom what this one shows then
 * @param speed how many seconds pass here in one there, at least 1
 */
record FasterClock(Clock real, Instant realFrom, Instant shownFrom, int speed) {

    FasterClock {
        if (speed < 1) {
            throw new IllegalArgumentException("rollcall.demo.speed is at least 1");
        }
    }

    Clock asClock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return shownFrom.plus(Duration.between(realFrom, real.instant()).multipliedBy(speed));
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("instants only");
            }
        };
    }
}
