package org.rollcall.backend.collection;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;

import org.rollcall.backend.access.DeviceKind;

/**
 * What may be collected of one person, as believed at one version of the rules. Immutable.
 *
 * @param zone by whose clock the hours are
 * @param rules those of one kind of device do not overlap
 * @param onLeave whether that permission is in force at that instant
 */
public record CollectionRules(ZoneId zone, List<CollectionRule> rules, BiPredicate<UUID, Instant> onLeave) {

    public CollectionRules {
        rules = List.copyOf(rules);
    }

    /** The rule for a device at an instant; empty for a bracelet without an order in force: nothing may be collected. */
    public Optional<CollectionRule> at(DeviceKind kind, UUID device, Instant instant) {
        for (var one : rules) {
            if (one.holdsFor(kind, device, instant)
                    && (one.leave().isEmpty() || onLeave.test(one.leave().get(), instant))) {
                return Optional.of(one);
            }
        }
        return kind == DeviceKind.PHONE ? Optional.of(CollectionRule.CHECKPOINT) : Optional.empty();
    }

    /** How far apart the fixes of a kind of device are to come by themselves at an instant; empty where none are. */
    public Optional<Duration> intervalAt(DeviceKind kind, Instant instant) {
        for (var one : rules) {
            if (one.holdsAt(kind, instant)
                    && (one.leave().isEmpty() || onLeave.test(one.leave().get(), instant))) {
                return Optional.of(one).filter(rule -> rule.periodic() && rule.hours().cover(instant, zone))
                        .map(CollectionRule::interval);
            }
        }
        return Optional.empty();
    }
}
