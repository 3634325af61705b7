package org.rollcall.notifications;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * When a failed delivery is tried again: doubling from a first delay up to a bound, never before the time that the
 * channel asked for, and not for ever. A pure function of its arguments.
 *
 * @param first the delay after the first attempt; positive
 * @param longest the bound of the doubling; at least {@code first}
 * @param attempts how many attempts there are in all; at least 1
 */
public record RetrySchedule(Duration first, Duration longest, int attempts) {

    /** Five seconds, doubling to an hour, twenty attempts: about ten hours, then the dead-letter list. */
    public static final RetrySchedule DEFAULT = new RetrySchedule(Duration.ofSeconds(5), Duration.ofHours(1), 20);

    private static final double JITTER_SHARE = 0.2;

    /** @throws IllegalArgumentException if the values contradict one another */
    public RetrySchedule {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(longest, "longest");
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || attempts < 1) {
            throw new IllegalArgumentException("need 0 < first <= longest and at least one attempt");
        }
    }

    /**
     * The delay before the next attempt.
     *
     * @param attempt the number of the attempt that has just failed, from 1
     * @param retry what the channel said
     * @param jitter 0 (inclusive) to 1 (exclusive), random, so that failures of one moment do not come back as one
     * @return empty when it is time to give up
     */
    public Optional<Duration> nextDelay(int attempt, DeliveryResult.Retry retry, double jitter) {
        if (attempt < 1 || !(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("attempt counts from 1 and jitter lies in [0, 1)");
        }
        if (attempt >= attempts) {
            return Optional.empty();
        }
        Duration delay = first;
        for (int doubled = 1; doubled < attempt && delay.compareTo(longest) < 0; doubled++) {
            delay = delay.multipliedBy(2);
        }
        delay = delay.compareTo(longest) > 0 ? longest : delay;
        delay = delay.compareTo(retry.after()) < 0 ? retry.after() : delay;
        return Optional.of(delay.plusMillis((long) (delay.toMillis() * JITTER_SHARE * jitter)));
    }
}
