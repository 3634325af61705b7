package org.rollcall.backend.platform;

import java.time.Instant;
import java.time.YearMonth;

/**
 * Instants in the one form in which nearly all of them come and in which we write them, {@code 2026-11-30T08:15:00.250Z}:
 * ten times as fast as a formatter that knows every form. Thread-safe.
 */
public final class InstantText {

    private static final int SECONDS_END = 19;
    private static final int MOST_DIGITS = 9;
    private static final int NANOS = 1_000_000_000;
    private static final long SECONDS_A_DAY = 86_400;
    private static final int DAYS_OF_FOUR_CENTURIES = 146_097;
    // From the first of March of the year 0 to 1970-01-01: in years that begin in March a leap day is the last one.
    private static final int DAYS_TO_EPOCH = 719_468;

    private InstantText() {
    }

    /** Reads it as {@link Instant#parse} does; null where it is written in any other way, or is no time. */
    public static Instant find(String text) {
        int last = text.length() - 1;
        if (last < SECONDS_END || text.charAt(last) != 'Z' || text.charAt(4) != '-' || text.charAt(7) != '-'
                || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        int nanos = last == SECONDS_END ? 0 : nanos(text, last);
        if (year < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59
                || second < 0 || second > 59 || nanos < 0
                || day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        return Instant.ofEpochSecond(epochDay(year, month, day) * SECONDS_A_DAY + hour * 3_600L + minute * 60L + second,
                nanos);
    }

    /** Writes it as {@link Instant#toString} does. */
    public static void append(StringBuilder text, Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds < 0 || seconds >= 253_402_300_800L) { // the year 10000, which has five digits
            text.append(instant);
            return;
        }
        date(text, seconds / SECONDS_A_DAY);
        int ofDay = (int) (seconds % SECONDS_A_DAY);
        two(two(two(text.append('T'), ofDay / 3_600).append(':'), ofDay / 60 % 60).append(':'), ofDay % 60);
        int nanos = instant.getNano();
        if (nanos != 0) {
            text.append('.');
            int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : MOST_DIGITS;
            for (int unit = NANOS / 10; digits > 0; digits--, unit /= 10) {
                text.append((char) ('0' + nanos / unit % 10));
            }
        }
        text.append('Z');
    }

    /** -1 where a character is no digit. */
    private static int number(String text, int from, int until) {
        int number = 0;
        for (int i = from; i < until; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** What stands between the seconds and the end; -1 where that is no fraction. */
    private static int nanos(String text, int end) {
        int from = SECONDS_END + 1;
        if (text.charAt(SECONDS_END) != '.' || end == from || end - from > MOST_DIGITS) {
            return -1;
        }
        int nanos = number(text, from, end);
        for (int digits = end - from; nanos > 0 && digits < MOST_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static long epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1 : year;
        long ofYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return y * 365 + Math.floorDiv(y, 4L) - Math.floorDiv(y, 100L) + Math.floorDiv(y, 400L) + ofYear
                - DAYS_TO_EPOCH;
    }

    /** After 1970. */
    private static void date(StringBuilder text, long epochDay) {
        long days = epochDay + DAYS_TO_EPOCH;
        int ofCenturies = (int) (days % DAYS_OF_FOUR_CENTURIES);
        int ofYears = (ofCenturies - ofCenturies / 1_460 + ofCenturies / 36_524 - ofCenturies / 146_096) / 365;
        int ofYear = ofCenturies - (365 * ofYears + ofYears / 4 - ofYears / 100);
        int marchMonth = (5 * ofYear + 2) / 153;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        int year = (int) (days / DAYS_OF_FOUR_CENTURIES * 400) + ofYears + (month <= 2 ? 1 : 0);
        two(two(text, year / 100), year % 100);
        two(two(text.append('-'), month).append('-'), ofYear - (153 * marchMonth + 2) / 5 + 1);
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
