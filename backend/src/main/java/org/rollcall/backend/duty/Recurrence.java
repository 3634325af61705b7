package org.rollcall.backend.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a duty comes again: for a check-in one window each day; for a report one each month, from its first day to a day
 * of the month. Windows follow local time, so that they stand still on the wall clock when it is put forward or back.
 * Immutable and pure.
 *
 * @param opens when a window opens
 * @param closes when it closes; of a daily window later than {@code opens}
 * @param dayOfMonth the day on which a monthly window closes, 1 to 28; empty for a daily one
 * @param grace how long after closing an empty slot becomes a miss
 * @param zone whose local time it is
 */
record Recurrence(TimeOfDay opens, TimeOfDay closes, OptionalInt dayOfMonth, Duration grace, ZoneId zone) {

    /** @throws IllegalArgumentException if a window would be empty */
    Recurrence {
        Objects.requireNonNull(zone, "zone");
        if (grace.isNegative()) {
            throw new IllegalArgumentException("the grace is not negative");
        }
        dayOfMonth.ifPresent(day -> {
            if (day < 1 || day > 28) {
                throw new IllegalArgumentException("the day of the month lies between 1 and 28");
            }
        });
        if (opens.minute() == TimeOfDay.END || dayOfMonth.orElse(1) == 1 && closes.minute() <= opens.minute()) {
            throw new IllegalArgumentException("a window closes after it opens");
        }
    }

    /** The first window that opens at or after that instant. */
    Window firstFrom(Instant from) {
        // One day earlier, since a change of the clock can bring a window of the local day before to this instant.
        var day = from.atZone(zone).toLocalDate().minusDays(1);
        var window = dayOfMonth.isPresent() ? monthly(YearMonth.from(day)) : daily(day);
        while (window.opensAt().isBefore(from)) {
            window = after(window);
        }
        return window;
    }

    /** The window after that one. */
    Window after(Window window) {
        var day = window.opensAt().atZone(zone).toLocalDate();
        return dayOfMonth.isPresent() ? monthly(YearMonth.from(day).plusMonths(1)) : daily(day.plusDays(1));
    }

    private Window daily(LocalDate day) {
        return window(opens.on(day), closes.on(day));
    }

    private Window monthly(YearMonth month) {
        return window(opens.on(month.atDay(1)), closes.on(month.atDay(dayOfMonth.getAsInt())));
    }

    private Window window(LocalDateTime localOpens, LocalDateTime localCloses) {
        var opensAt = ZonedDateTime.ofLocal(localOpens, zone, null).toInstant();
        // Of an hour that comes twice the second counts, so that nobody's window is shorter than it reads.
        var closesAt = ZonedDateTime.ofLocal(localCloses, zone, null).withLaterOffsetAtOverlap().toInstant();
        if (!opensAt.isBefore(closesAt)) {
            // The whole window lies in the hour that does not exist: it is given at the hour that follows, in full.
            closesAt = opensAt.plus(Duration.between(localOpens, localCloses));
        }
        return Window.of(opensAt, closesAt, grace);
    }

    /** The first window from that instant on that opens before the end; empty where there is none. */
    Optional<Window> firstBetween(Instant from, Optional<Instant> end) {
        return Optional.of(firstFrom(from)).filter(window -> end.map(window.opensAt()::isBefore).orElse(true));
    }
}
