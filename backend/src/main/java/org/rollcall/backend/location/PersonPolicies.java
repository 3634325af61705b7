package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.rollcall.backend.collection.LocationMode;

/**
 * The policies that one person is judged by, over time.
 *
 * @param usual for check-ins, and for whatever has none of its own
 * @param byMode for fixes that come as far apart as the mode's do
 * @param assigned they do not overlap, and go before the others
 */
record PersonPolicies(ZoneId zone, JudgingPolicy usual, Map<LocationMode, JudgingPolicy> byMode,
        List<Assigned> assigned) {

    private static final Duration MINUTES_APART = Duration.ofMinutes(15);
    private static final Duration HALF_HOURLY = Duration.ofMinutes(45);

    /** A policy and when it holds; {@link Instant#MAX} for no end. */
    record Assigned(Instant from, Instant until, JudgingPolicy policy) {}

    PersonPolicies {
        byMode = Map.copyOf(byMode);
        assigned = List.copyOf(assigned);
    }

    /** The one that a person decided for this person and time. */
    Optional<JudgingPolicy> findAssigned(Instant at) {
        for (var one : assigned) {
            if (!at.isBefore(one.from()) && at.isBefore(one.until())) {
                return Optional.of(one.policy());
            }
        }
        return Optional.empty();
    }

    /**
     * The one that was tuned for fixes so far apart (docs/alert-quality.md: five minutes, half an hour): between them the
     * nearer, and far beyond them each fix is as rare as a check-in.
     *
     * @param interval empty where fixes come with check-ins alone
     */
    JudgingPolicy of(Optional<Duration> interval) {
        if (interval.isEmpty() || interval.get().compareTo(HALF_HOURLY) > 0) {
            return usual;
        }
        return byMode.getOrDefault(interval.get().compareTo(MINUTES_APART) > 0
                ? LocationMode.SPARSE
                : LocationMode.CONTINUOUS, usual);
    }
}
