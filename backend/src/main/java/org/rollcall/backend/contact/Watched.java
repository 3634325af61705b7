package org.rollcall.backend.contact;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.location.Contacts.DeviceContact;
import org.rollcall.backend.location.DeviceStatuses.Kept;
import org.rollcall.backend.supervisee.CollectionPeriod;

/**
 * All that bears on a look at one person.
 *
 * @param lookedAt until when what ended has been seen to
 * @param silent whether a silence is open
 * @param statuses what devices said of what they can do
 * @param oldestApp the oldest version of our own client that will do; empty where any does
 * @param outageEnd when the platform was last not there, to its end
 */
record Watched(UUID person, Optional<Instant> lookedAt, ZoneId zone, List<CollectionPeriod> periods,
        List<CollectionRule> rules, List<DeviceContact> devices, List<Kept> statuses, boolean silent,
        Optional<AppVersion> oldestApp, Optional<Instant> outageEnd) {

    /** The period that covers an instant. */
    Optional<CollectionPeriod> periodAt(Instant at) {
        return periods.stream().filter(period -> period.covers(at)).findFirst();
    }

    /** What ails the devices, by the rule that is in force; an interval that nothing asks for needs no permission. */
    List<Ailment> ailments(Instant at) {
        return statuses.stream().flatMap(kept -> rules.stream()
                .filter(rule -> rule.kind() == kept.kind() && !at.isBefore(rule.from()) && at.isBefore(rule.until()))
                .findFirst().or(() -> kept.kind() == DeviceKind.PHONE
                        ? Optional.of(CollectionRule.CHECKPOINT)
                        : Optional.empty())
                .stream().flatMap(rule -> Ailment.of(kept, rule, oldestApp).stream())).toList();
    }

    /** The objects of what does not ail a device that has said how it is. */
    List<String> fit(Instant at) {
        var ailing = ailments(at).stream().map(Ailment::object).toList();
        return statuses.stream().flatMap(kept -> Arrays.stream(Ailment.What.values())
                .map(what -> Ailment.object(kept.kind(), what))).filter(object -> !ailing.contains(object)).toList();
    }

    /** Whether that lies between the last look and this one; with no look before, only this one counts. */
    boolean passed(Instant at, Instant now) {
        return !at.isAfter(now) && lookedAt.filter(before -> at.isAfter(before)).isPresent();
    }
}
