package org.rollcall.backend.collection;

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
        var rule = rules.stream().filter(one -> one.holdsFor(kind, device, instant))
                .filter(one -> one.leave().map(leave -> onLeave.test(leave, instant)).orElse(true)).findFirst();
        return rule.isEmpty() && kind == DeviceKind.PHONE ? Optional.of(CollectionRule.CHECKPOINT) : rule;
    }
}
