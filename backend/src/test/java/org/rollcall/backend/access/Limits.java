package org.rollcall.backend.access;

import java.time.Duration;

/** Limits of a test's own, within a minute. */
record Limits(int wrongOfOneName, int passwordsAtOnce) implements SignInConfig {

    @Override
    public int wrongOfOneAddress() {
        return 5 * wrongOfOneName;
    }

    @Override
    public int wrongOfOneNameEverywhere() {
        return 2 * wrongOfOneName;
    }

    @Override
    public Duration everywhereWithin() {
        return Duration.ofMinutes(1);
    }

    @Override
    public java.util.Optional<java.util.Set<PostRole>> secondFactorRoles() {
        return java.util.Optional.empty();
    }

    @Override
    public boolean oneTimePasswords() {
        return true;
    }

    @Override
    public Duration challengesHoldFor() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration within() {
        return Duration.ofMinutes(1);
    }

    @Override
    public long remembered() {
        return 100;
    }

    @Override
    public Duration accessTokensHoldFor() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration sessionsHoldFor() {
        return Duration.ofHours(12);
    }
}
