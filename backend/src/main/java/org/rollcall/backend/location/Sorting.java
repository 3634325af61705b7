package org.rollcall.backend.location;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import org.rollcall.backend.collection.CollectionRule;

/**
 * Which fixes of a batch may be kept at all, and what becomes of the others: forgotten from outside a collection period
 * and from a bracelet without an order, forgotten where they are more than the mode asks for, put aside where their time
 * cannot be held. Pure.
 */
final class Sorting {

    private final Map<Item, Outcome> outcomes = new HashMap<>();
    private final List<Item> aside = new ArrayList<>();
    private final List<Item> kept = new ArrayList<>();

    /**
     * @param items in the order of their time
     * @param revoked the devices that do not count any more, and before which instant their fixes are still taken
     * @param stored the keys of what is known already
     * @param around what is kept of the same devices around those that {@link #listDepending} names
     * @param held whether a fix of that time can be stored
     */
    Sorting(List<Item> items, Map<UUID, PersonRules> rules, Map<UUID, Instant> revoked, Set<Item.Key> stored,
            List<Surplus.Kept> around, Predicate<Instant> held) {
        var surplus = new Surplus(around);
        var known = new HashSet<>(stored);
        for (var item : items) {
            var own = rules.get(item.standing().person());
            var rule = rule(item, own);
            var takenBefore = revoked.getOrDefault(item.device(), Instant.MAX);
            if (takenBefore.equals(Instant.MIN)
                    || !takenBefore.equals(Instant.MAX) && item.submission().companion().isPresent()) {
                outcomes.put(item, Outcome.refused(BatchTransaction.notEnrolled()));
            } else if (rule.isEmpty() || !item.fix().fixedAt().isBefore(takenBefore)) {
                // What a phone says of the time after it was replaced is answered, counted and forgotten.
                outcomes.put(item, Outcome.of(Disposition.OUTSIDE_COLLECTION));
            } else if (known.contains(item.key())) {
                kept.add(item);
            } else if (!surplus.asked(rule.get(), own.zone(), asKept(item),
                    item.submission().companion().isPresent())) {
                // Before its time is looked at: what is not asked for is put aside nowhere.
                outcomes.put(item, Outcome.of(Disposition.SURPLUS));
            } else if (!held.test(item.fix().fixedAt())) {
                outcomes.put(item, Outcome.quarantined(QuarantineReason.TIME_NOT_HELD));
                aside.add(item);
            } else {
                surplus.keep(asKept(item));
                known.add(item.key());
                kept.add(item);
            }
        }
    }

    /** What is decided already: it goes on to what is judged. */
    Map<Item, Outcome> outcomes() {
        return outcomes;
    }

    /** To be put aside. */
    List<Item> aside() {
        return aside;
    }

    /** To be stored and judged, or known already. */
    List<Item> kept() {
        return kept;
    }

    /** Those for which it matters what else is kept of their device. */
    static List<Item> listDepending(List<Item> items, Map<UUID, PersonRules> rules, Set<Item.Key> stored) {
        var depending = new ArrayList<Item>();
        for (var item : items) {
            if (!stored.contains(item.key()) && item.submission().companion().isEmpty()) {
                var rule = rule(item, rules.get(item.standing().person()));
                if (rule.isPresent() && Surplus.depends(rule.get(), item.fix().trigger())) {
                    depending.add(item);
                }
            }
        }
        return depending;
    }

    /** Empty where nothing may be collected at the time of that fix. */
    private static Optional<CollectionRule> rule(Item item, PersonRules rules) {
        return rules.collecting(item.fix().fixedAt())
                ? rules.collection().at(item.standing().kind(), item.device(), item.fix().fixedAt())
                : Optional.empty();
    }

    private static Surplus.Kept asKept(Item item) {
        return new Surplus.Kept(item.device(), item.fix().fixedAt(), item.fix().trigger());
    }
}
