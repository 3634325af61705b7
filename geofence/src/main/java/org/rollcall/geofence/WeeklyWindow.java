package org.rollcall.geofence;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;

/**
 * A stretch of the week by the clock on the wall, from a time of a day until a time of the same or the next day.
 *
 * <p>What the clock shows decides: an hour that a change of the clock repeats is in the window twice, one that it
 * leaves out is not in it at all. Immutable and thread-safe.
 *
 * @param day the day on which it begins
 * @param from the first moment
 * @param until the first moment after it; not later than {@code from} means on the next day, so that 22:00 to 06:00
 *        goes over midnight and 00:00 to 00:00 is the whole day
 */
public record WeeklyWindow(DayOfWeek day, LocalTime from, LocalTime until) {

    private static final long NANOS_A_DAY = 24L * 60 * 60 * 1_000_000_000;

    /** @throws NullPointerException if a part is missing */
    public WeeklyWindow {
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
    }

    /** Whether the clock's time lies in the window. */
    public boolean contains(LocalDateTime wallClock) {
        long week = 7 * NANOS_A_DAY;
        long start = (day.getValue() - 1) * NANOS_A_DAY + from.toNanoOfDay();
        long length = until.toNanoOfDay() - from.toNanoOfDay();
        if (length <= 0) {
            length += NANOS_A_DAY;
        }
        long now = (wallClock.getDayOfWeek().getValue() - 1) * NANOS_A_DAY + wallClock.toLocalTime().toNanoOfDay();
        return Math.floorMod(now - start, week) < length;
    }
}
