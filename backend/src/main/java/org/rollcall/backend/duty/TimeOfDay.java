package org.rollcall.backend.duty;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A local time of a legal day, to the minute. Unlike {@link java.time.LocalTime} it knows 24:00, the end of the day,
 * which is how the law and officers write it.
 *
 * @param minute minutes since the day began, 0 to 1,440
 */
public record TimeOfDay(int minute) {

    /** The end of the day, 24:00. */
    public static final int END = 24 * 60;

    private static final Pattern WRITTEN = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");

    /** @throws IllegalArgumentException if out of range */
    public TimeOfDay {
        if (minute < 0 || minute > END) {
            throw new IllegalArgumentException("a time of day lies between 00:00 and 24:00");
        }
    }

    /** @throws IllegalArgumentException if it is not written as 00:00 to 24:00 */
    @JsonCreator
    public static TimeOfDay parse(String written) {
        var matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a time of day is written as HH:mm, 00:00 to 24:00");
        }
        return matcher.group(1) == null
                ? new TimeOfDay(END)
                : new TimeOfDay(Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2)));
    }

    LocalDateTime on(LocalDate day) {
        return minute == END ? day.plusDays(1).atStartOfDay() : day.atTime(minute / 60, minute % 60);
    }

    @Override
    @JsonValue
    public String toString() {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
}
