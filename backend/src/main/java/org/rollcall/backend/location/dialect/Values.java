package org.rollcall.backend.location.dialect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.rollcall.backend.location.Provider;
import org.rollcall.backend.location.ReportedFix;

/** Single values as clients write them: numbers as text, times in several ways. What cannot be read is empty. */
final class Values {

    static final double METRES_PER_SECOND_PER_KNOT = 1_852.0 / 3_600.0;
    static final double METRES_PER_SECOND_PER_KILOMETRE_PER_HOUR = 1 / 3.6;

    private static final int LONGEST = 50;
    /** Traccar's own border between seconds and milliseconds. */
    private static final BigDecimal FIRST_MILLISECONDS = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final BigDecimal MOST = BigDecimal.TEN.pow(15);
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    // A plus sign in a query is a blank once it is decoded.
    private static final Pattern LOST_PLUS = Pattern.compile("(.*T.*) (\\d{2}:?\\d{2})");
    private static final DateTimeFormatter BLANK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Values() {
    }

    /** A JSON number, or text that is one. */
    static Optional<BigDecimal> decimal(JsonNode node) {
        if (node.isNumber() || node.isTextual()) {
            return decimal(node.asText());
        }
        return Optional.empty();
    }

    static Optional<BigDecimal> decimal(String text) {
        if (text == null || text.length() > LONGEST || !NUMBER.matcher(text.strip()).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text.strip()));
    }

    /** The same as a double; null where there is none. */
    static Double number(JsonNode node) {
        return decimal(node).map(BigDecimal::doubleValue).orElse(null);
    }

    static Double number(String text) {
        return decimal(text).map(BigDecimal::doubleValue).orElse(null);
    }

    /** Seconds of 1970, also with a fraction. */
    static Optional<Instant> ofSeconds(BigDecimal seconds) {
        if (seconds.abs().compareTo(MOST) >= 0) {
            return Optional.empty();
        }
        var whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Optional.of(Instant.ofEpochSecond(whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue()));
    }

    /** Seconds or milliseconds of 1970, ISO 8601 with a zone or, without one, UTC, also with a blank for the T. */
    static Optional<Instant> time(String text) {
        if (text == null || text.length() > LONGEST) {
            return Optional.empty();
        }
        var number = decimal(text);
        if (number.isPresent()) {
            return ofSeconds(
                    number.get().compareTo(FIRST_MILLISECONDS) < 0 ? number.get() : number.get().movePointLeft(3));
        }
        return iso(text.strip());
    }

    private static Optional<Instant> iso(String text) {
        var lost = LOST_PLUS.matcher(text);
        var mended = lost.matches() ? lost.group(1) + "+" + lost.group(2) : text;
        try {
            if (!mended.contains("T")) {
                return Optional.of(LocalDateTime.parse(mended, BLANK).toInstant(ZoneOffset.UTC));
            }
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(zoned(mended), OffsetDateTime::from,
                    LocalDateTime::from);
            return Optional.of(parsed instanceof OffsetDateTime time
                    ? time.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code +0800} is ISO as well. */
    private static String zoned(String text) {
        return text.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
    }

    /** {@code true} or {@code 1}, {@code false} or {@code 0}; null for anything else. */
    static Boolean truth(String text) {
        if ("true".equalsIgnoreCase(text) || "1".equals(text)) {
            return Boolean.TRUE;
        }
        return "false".equalsIgnoreCase(text) || "0".equals(text) ? Boolean.FALSE : null;
    }

    /** What a client found its place with, by Android's names; null for anything else. */
    static Provider provider(String text) {
        return text == null ? null : switch (text) {
            case "gps" -> Provider.SATELLITE;
            case "network" -> Provider.NETWORK;
            case "fused" -> Provider.FUSED;
            default -> null;
        };
    }

    /** A client's key of a fix, where it is one; null where not. */
    static String key(JsonNode node) {
        var text = node.isTextual() ? node.asText().strip() : "";
        return text.isEmpty() || text.length() > ReportedFix.MOST_KEY_CHARACTERS
                ? null
                : text;
    }
}
