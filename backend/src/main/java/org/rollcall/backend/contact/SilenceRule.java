package org.rollcall.backend.contact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.collection.LocationMode;

/**
 * After what time without contact somebody counts as silent who reports by a timer (DOMAIN section 6): in their hours
 * alone, and never in the night. Pure.
 *
 * @param intervals how many intervals may pass
 * @param atLeast the shortest time for a phone that reports by the minute
 * @param quietFrom the beginning of the quiet hours, by the person's clock
 * @param quietUntil their end
 */
record SilenceRule(int intervals, Duration atLeast, LocalTime quietFrom, LocalTime quietUntil) {

    static SilenceRule of(ContactConfig config) {
        return new SilenceRule(config.silentAfterIntervals(), config.silentAfterAtLeast(), config.quietFrom(),
                config.quietUntil());
    }

    /** When somebody who was last heard of then counts as silent. */
    Instant deadline(CollectionRule rule, ZoneId zone, Instant last) {
        var limit = rule.interval().multipliedBy(intervals);
        if (rule.mode() == LocationMode.CONTINUOUS && limit.compareTo(atLeast) < 0) {
            limit = atLeast;
        }
        return afterQuiet(inHours(rule, zone, last, limit), zone);
    }

    /** The limit runs in the hours of one day: what is left of it in the evening is waited for anew in the morning. */
    private static Instant inHours(CollectionRule rule, ZoneId zone, Instant last, Duration limit) {
        var day = last.atZone(zone).toLocalDate();
        var begin = rule.hours().begin(day, zone);
        var end = rule.hours().end(day, zone);
        var from = last.isBefore(begin) ? begin : last;
        if (from.isBefore(end) && (!from.plus(limit).isAfter(end) || wholeDay(begin, end))) {
            return from.plus(limit);
        }
        return morning(rule, zone, day.plusDays(1), limit);
    }

    private static Instant morning(CollectionRule rule, ZoneId zone, LocalDate day, Duration limit) {
        var latest = rule.hours().end(day, zone);
        var at = rule.hours().begin(day, zone).plus(limit);
        return at.isAfter(latest) ? latest : at;
    }

    private static boolean wholeDay(Instant begin, Instant end) {
        return Duration.between(begin, end).compareTo(Duration.ofHours(23)) >= 0;
    }

    private Instant afterQuiet(Instant at, ZoneId zone) {
        var local = at.atZone(zone);
        var time = local.toLocalTime();
        boolean overnight = !quietFrom.isBefore(quietUntil);
        boolean quiet = overnight
                ? !time.isBefore(quietFrom) || time.isBefore(quietUntil)
                : !time.isBefore(quietFrom) && time.isBefore(quietUntil);
        if (!quiet) {
            return at;
        }
        var day = overnight && !time.isBefore(quietFrom) ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        return day.atTime(quietUntil).atZone(zone).toInstant();
    }
}
