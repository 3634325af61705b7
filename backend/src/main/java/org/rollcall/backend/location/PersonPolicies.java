package org.rollcall.backend.location;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The policies that one person is judged by, over time.
 *
 * @param usual for all times that no assignment covers
 * @param assigned they do not overlap
 */
record PersonPolicies(ZoneId zone, JudgingPolicy usual, List<Assigned> assigned) {

    /** A policy and when it holds; {@link Instant#MAX} for no end. */
    record Assigned(Instant from, Instant until, JudgingPolicy policy) {}

    PersonPolicies {
        assigned = List.copyOf(assigned);
    }

    JudgingPolicy at(Instant at) {
        for (var one : assigned) {
            if (!at.isBefore(one.from()) && at.isBefore(one.until())) {
                return one.policy();
            }
        }
        return usual;
    }
}
