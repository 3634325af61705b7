package org.rollcall.backend.collection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import jakarta.validation.constraints.NotNull;

/**
 * The hours of each day in which fixes are asked for, by the person's clock.
 *
 * @param from the first minute
 * @param until the first minute after them, on the same day
 */
public record Hours(@NotNull DayTime from, @NotNull DayTime until) {

    /** All day. */
    public static final Hours ALL_DAY = new Hours(new DayTime(0), new DayTime(1_440));

    /** Whether that instant lies in them. */
    public boolean cover(Instant at, ZoneId zone) {
        var local = at.atZone(zone).toLocalTime();
        int minute = local.getHour() * 60 + local.getMinute();
        return minute >= from.minute() && minute < until.minute();
    }

    /** When those of that day begin. */
    public Instant begin(LocalDate day, ZoneId zone) {
        return instant(day, from, zone);
    }

    /** When those of that day end. */
    public Instant end(LocalDate day, ZoneId zone) {
        return instant(day, until, zone);
    }

    private static Instant instant(LocalDate day, DayTime time, ZoneId zone) {
        return day.atStartOfDay().plusMinutes(time.minute()).atZone(zone).toInstant();
    }
}
