package org.rollcall.backend.collection;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a phone should report from now on, for its client to follow. Goes over the wire as it is; dialects say it in their
 * clients' words.
 *
 * @param intervalSeconds how far fixes are apart; null where none is to be sent by a timer
 * @param hours in which hours of the person's day; null for all day
 * @param until when to look again, where an end is known; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CollectionAdvice(LocationMode mode, Integer intervalSeconds, Hours hours, Instant until) {

    /** What follows from the rule that holds at an instant; nothing at all where nothing may be collected. */
    public static Optional<CollectionAdvice> of(CollectionRules rules,
            org.rollcall.backend.access.EnrolledDevice device, Instant at) {
        return rules.at(device.kind(), device.id(), at).map(rule -> new CollectionAdvice(rule.mode(),
                rule.periodic() ? (int) rule.interval().toSeconds() : null,
                rule.hours().equals(Hours.ALL_DAY) ? null : rule.hours(),
                rule.until().equals(Instant.MAX) ? null : rule.until()));
    }

    /** Whether fixes are wanted by a timer at that time of day. */
    public boolean periodic() {
        return intervalSeconds != null;
    }
}
