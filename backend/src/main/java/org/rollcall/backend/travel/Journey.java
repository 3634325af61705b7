package org.rollcall.backend.travel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The days of a leave: calendar days, first and last both counted (DOMAIN 3.4).
 *
 * @param last not before first
 */
record Journey(LocalDate first, LocalDate last) {

    /**
     * @param until exclusive: with 24:00 of a day, that day is the last
     * @param zone by whose clock days begin
     */
    static Journey of(Instant from, Instant until, ZoneId zone) {
        return new Journey(LocalDate.ofInstant(from, zone), LocalDate.ofInstant(until.minusNanos(1), zone));
    }

    int days() {
        return Math.toIntExact(ChronoUnit.DAYS.between(first, last) + 1);
    }

    boolean covers(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }
}
