package org.rollcall.backend.location;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.collection.CollectionRules;
import org.rollcall.backend.supervisee.CollectionPeriod;
import org.rollcall.geofence.Condition;
import org.rollcall.geofence.Kernel;
import org.rollcall.geofence.Rulebook;
import org.rollcall.geofence.Standing;
import org.rollcall.geofence.Track;

/**
 * Everything by which one person is judged, at one version of the rules. Immutable.
 *
 * @param periods when anything may be collected
 * @param collection how much, then
 */
record PersonRules(Rulebook rulebook, List<CollectionPeriod> periods, CollectionRules collection,
        PersonPolicies policies) {

    PersonRules {
        periods = List.copyOf(periods);
    }

    /** The person's legal zone, by whose clock it is night. */
    ZoneId zone() {
        return policies.zone();
    }

    boolean collecting(Instant at) {
        for (var period : periods) {
            if (period.covers(at)) {
                return true;
            }
        }
        return false;
    }

    /** When something may be collected again. */
    Optional<Instant> nextCollecting(Instant after) {
        return periods.stream().map(CollectionPeriod::validFrom).filter(from -> from.isAfter(after))
                .min(Instant::compareTo);
    }

    /** How a device should report; empty where nothing may be collected by it. */
    Optional<CollectionAdvice> advice(EnrolledDevice device, Instant at) {
        return collecting(at) ? CollectionAdvice.of(collection, device, at) : Optional.empty();
    }

    /** Whether a device should report at one instant as at the other. */
    boolean adviseAlike(EnrolledDevice device, Instant one, Instant other) {
        return collecting(one) == collecting(other)
                && collection.at(device.kind(), device.id(), one)
                        .equals(collection.at(device.kind(), device.id(), other));
    }

    /** By what the fixes of a kind of device are judged: an assignment, else what is meant for how far apart they come. */
    JudgingPolicy policyAt(DeviceKind kind, Instant at) {
        return policies.findAssigned(at).orElseGet(() -> policies.of(collection.intervalAt(kind, at)));
    }

    /** When the next tick is worth while: what the kernel waits for, or a return that becomes critical. */
    Optional<Instant> nextDue(DeviceKind kind, Standing standing, Instant after) {
        var policy = policyAt(kind, after);
        if (standing.tracks().isEmpty()) {
            return Kernel.nextDue(standing, after, rulebook, policy.kernel());
        }
        var critical = standing.tracks().stream()
                .filter(track -> track.condition() == Condition.RETURN_OVERDUE && track.open())
                .map(track -> criticalAt(track, policy)).filter(at -> at.isAfter(after));
        return Stream.concat(critical, Kernel.nextDue(standing, after, rulebook, policy.kernel()).stream())
                .min(Instant::compareTo);
    }

    /** When a return that is overdue wants a person now. */
    static Instant criticalAt(Track overdue, JudgingPolicy policy) {
        return overdue.since().plus(policy.overdueCriticalAfter());
    }
}
