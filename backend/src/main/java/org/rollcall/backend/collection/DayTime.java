package org.rollcall.backend.collection;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A time of the person's day, to the minute, 00:00 to 24:00.
 *
 * @param minute since the day began, 0 to 1,440
 */
public record DayTime(int minute) {

    private static final int END = 24 * 60;
    private static final Pattern WRITTEN = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");

    /** @throws IllegalArgumentException if out of range */
    public DayTime {
        if (minute < 0 || minute > END) {
            throw new IllegalArgumentException("a time of day lies between 00:00 and 24:00");
        }
    }

    /** @throws IllegalArgumentException if it is not written as 00:00 to 24:00 */
    @JsonCreator
    public static DayTime parse(String written) {
        var matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a time of day is written as HH:mm, 00:00 to 24:00");
        }
        return matcher.group(1) == null
                ? new DayTime(END)
                : new DayTime(Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2)));
    }

    @Override
    @JsonValue
    public String toString() {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
}
