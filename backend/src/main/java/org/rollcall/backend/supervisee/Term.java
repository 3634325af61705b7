package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The term of supervision: legal dates in the person's zone. It ends at 24:00 of its last day (IM 53), whatever the
 * clocks of that zone do that night.
 */
record Term(LocalDate from, LocalDate until, ZoneId zone) {

    Term {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a term ends after it begins");
        }
    }

    Instant starts() {
        return from.atStartOfDay(zone).toInstant();
    }

    Instant ends() {
        return until.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
