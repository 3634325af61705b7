package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.collection.LocationMode;
import org.rollcall.geofence.Fix;

/**
 * Which fixes are more than the mode of their time asks for (DOMAIN 3.7). Decided from the times of fixes alone, those
 * that are kept and those that come: what is kept stays kept, so that a fix that was too much once is so whenever it is
 * sent again. Not thread-safe; one for each batch.
 */
final class Surplus {

    /** How far around a fix the others of its device matter. */
    static final Duration AROUND = Duration.ofHours(12);

    // A check-in is one fix; others that say they belong to a duty may not become a track.
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(10);
    private static final int MOST_CHECKPOINTS = 12;
    // A burst is short, and there are no more of them than check-ins can ask for.
    private static final Duration BETWEEN_BURSTS = Duration.ofMinutes(5);
    private static final Duration BURST_LASTS = Duration.ofSeconds(130);
    private static final int MOST_BURST = 3;

    /** A fix that is kept. */
    record Kept(UUID device, Instant at, Fix.Trigger trigger) {}

    private final Map<UUID, List<Kept>> kept = new HashMap<>();

    Surplus(List<Kept> stored) {
        stored.forEach(this::keep);
    }

    /** Whether the others must be known to answer for this one. */
    static boolean depends(CollectionRule rule, Fix.Trigger trigger) {
        return rule.mode() != LocationMode.CONTINUOUS
                && (trigger != Fix.Trigger.PERIODIC || rule.mode() != LocationMode.CHECKPOINT);
    }

    /** Notes a fix that is kept, for those that come after it. */
    void keep(Kept one) {
        kept.computeIfAbsent(one.device(), device -> new ArrayList<>()).add(one);
    }

    /**
     * Whether the mode asks for this fix.
     *
     * @param counted whether a duty is counted with it, which is what it was asked for
     */
    boolean asked(CollectionRule rule, java.time.ZoneId zone, Kept fix, boolean counted) {
        if (counted || rule.mode() == LocationMode.CONTINUOUS) {
            return true;
        }
        return switch (fix.trigger()) {
            case PERIODIC -> rule.periodic() && rule.hours().cover(fix.at(), zone) && apart(fix, rule.interval());
            case CHECK_IN -> checkpoint(fix);
            case BURST -> burst(fix);
        };
    }

    /** A timer is never exact: nine tenths of the interval count as the interval. */
    private boolean apart(Kept fix, Duration interval) {
        var least = interval.multipliedBy(9).dividedBy(10);
        return others(fix).stream().filter(other -> other.trigger() == Fix.Trigger.PERIODIC)
                .allMatch(other -> distance(fix, other).compareTo(least) >= 0);
    }

    private boolean checkpoint(Kept fix) {
        var near = others(fix).stream().filter(other -> other.trigger() == Fix.Trigger.CHECK_IN)
                .map(other -> distance(fix, other)).toList();
        return near.stream().allMatch(distance -> distance.compareTo(BETWEEN_CHECKPOINTS) >= 0)
                && near.stream().filter(distance -> distance.compareTo(AROUND) <= 0).count() < MOST_CHECKPOINTS;
    }

    /** What it makes sure of may come after it, and the answer must not change with that: numbers alone bound it. */
    private boolean burst(Kept fix) {
        var near = others(fix).stream().filter(other -> other.trigger() == Fix.Trigger.BURST)
                .map(other -> distance(fix, other)).toList();
        var same = near.stream().filter(distance -> distance.compareTo(BETWEEN_BURSTS) < 0).toList();
        return same.size() < MOST_BURST && same.stream().allMatch(distance -> distance.compareTo(BURST_LASTS) <= 0)
                && near.stream().filter(distance -> distance.compareTo(AROUND) <= 0)
                        .count() < MOST_BURST * MOST_CHECKPOINTS;
    }

    private List<Kept> others(Kept fix) {
        return kept.getOrDefault(fix.device(), List.of());
    }

    private static Duration distance(Kept one, Kept other) {
        return Duration.between(one.at(), other.at()).abs();
    }
}
