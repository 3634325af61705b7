package org.rollcall.geofence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as they stand in a sentence. Stateless. */
final class Phrases {

    private static final String[] ORDINALS = {"zeroth", "first", "second", "third", "fourth", "fifth", "sixth",
        "seventh", "eighth", "ninth", "tenth"};
    private static final DateTimeFormatter TO_THE_MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private Phrases() {
    }

    /** To the metre below 1 km, to 100 m below 100 km, to the kilometre above. */
    static String metres(double metres) {
        long whole = Math.round(metres);
        if (whole < 1_000) {
            return whole + " m";
        }
        return metres < 99_950
                ? String.format(Locale.ROOT, "%.1f km", metres / 1_000)
                : String.format(Locale.ROOT, "%,d km", Math.round(metres / 1_000));
    }

    /** What fixes of another opinion came between; nothing where none did. */
    static String against(int fixes) {
        return switch (fixes) {
            case 0 -> "";
            case 1 -> ", 1 fix inside among them";
            default -> ", " + fixes + " fixes inside among them";
        };
    }

    /** Where the person may be anywhere. */
    static String onTheWay(String destination) {
        return "on the way that the permission for " + destination + " allows";
    }

    static String ordinal(int number) {
        if (number < ORDINALS.length) {
            return ORDINALS[number];
        }
        boolean teens = number / 10 % 10 == 1;
        return number + switch (number % 10) {
            case 1 -> teens ? "th" : "st";
            case 2 -> teens ? "th" : "nd";
            case 3 -> teens ? "th" : "rd";
            default -> "th";
        };
    }

    /** Seconds below two minutes, minutes below two hours, hours below two days, days above. */
    static String time(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return counted(seconds, "second");
        }
        if (seconds < 120 * 60) {
            return counted(seconds / 60, "minute");
        }
        return seconds < 48 * 60 * 60 ? counted(seconds / 3_600, "hour") : counted(seconds / 86_400, "day");
    }

    static String day(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate().toString();
    }

    static String moment(Instant instant, ZoneId zone) {
        return TO_THE_MINUTE.format(instant.atZone(zone));
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
