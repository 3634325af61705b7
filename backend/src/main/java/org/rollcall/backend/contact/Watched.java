package org.rollcall.backend.contact;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.location.Contacts.DeviceContact;
import org.rollcall.backend.supervisee.CollectionPeriod;

/**
 * All that bears on a look at one person.
 *
 * @param lookedAt until when what ended has been seen to
 * @param silent whether a silence is open
 * @param outageEnd when the platform was last not there, to its end
 */
record Watched(UUID person, Optional<Instant> lookedAt, ZoneId zone, List<CollectionPeriod> periods,
        List<CollectionRule> rules, List<DeviceContact> devices, boolean silent, Optional<Instant> outageEnd) {

    /** The period that covers an instant. */
    Optional<CollectionPeriod> periodAt(Instant at) {
        return periods.stream().filter(period -> period.covers(at)).findFirst();
    }

    /** Whether that lies between the last look and this one; with no look before, only this one counts. */
    boolean passed(Instant at, Instant now) {
        return !at.isAfter(now) && lookedAt.filter(before -> at.isAfter(before)).isPresent();
    }
}
