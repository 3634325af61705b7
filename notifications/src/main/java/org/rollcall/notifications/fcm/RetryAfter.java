package org.rollcall.notifications.fcm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;

/** Reads {@code Retry-After}: seconds or a date, a string or a list, whatever the case of its name. */
final class RetryAfter {

    static final Duration DEFAULT = Duration.ofSeconds(60);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** A nonsense value must not park an alert for days. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {
    }

    static Duration of(Map<String, Object> headers, Instant now) {
        if (headers == null) {
            return DEFAULT;
        }
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase("retry-after")) {
                return parse(first(header.getValue()), now);
            }
        }
        return DEFAULT;
    }

    private static String first(Object value) {
        if (value instanceof Collection<?> values) {
            return values.isEmpty() ? "" : String.valueOf(values.iterator().next()).trim();
        }
        return String.valueOf(value).trim();
    }

    private static Duration parse(String value, Instant now) {
        if (value.matches("\\d{1,9}")) {
            return bounded(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            return bounded(Duration.between(now,
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
        } catch (DateTimeException e) {
            return DEFAULT;
        }
    }

    private static Duration bounded(Duration asked) {
        if (asked.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
