package org.rollcall.backend.location;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.rollcall.backend.collection.LocationMode;

/**
 * The policies that one person is judged by, over time.
 *
 * @param usual for the modes that have none of their own
 * @param byMode for how often fixes come in a mode
 * @param assigned they do not overlap, and go before the others
 */
record PersonPolicies(ZoneId zone, JudgingPolicy usual, Map<LocationMode, JudgingPolicy> byMode,
        List<Assigned> assigned) {

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

    /** The one for fixes that come as that mode says. */
    JudgingPolicy of(LocationMode mode) {
        return byMode.getOrDefault(mode, usual);
    }
}
