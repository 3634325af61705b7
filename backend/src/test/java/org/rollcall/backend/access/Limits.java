package org.rollcall.backend.access;

import java.time.Duration;

/** Limits of a test's own, within a minute. */
record Limits(int wrongOfOneName, int passwordsAtOnce) implements SignInConfig {

    @Override
    public int wrongOfOneAddress() {
        return 5 * wrongOfOneName;
    }

    @Override
    public Duration within() {
        return Duration.ofMinutes(1);
    }

    @Override
    public long remembered() {
        return 100;
    }
}
