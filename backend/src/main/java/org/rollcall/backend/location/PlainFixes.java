package org.rollcall.backend.location;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.rollcall.backend.platform.InstantText;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.geofence.Crs;

/**
 * Reads bodies of our own clients that are as plain as nearly all are, straight to fixes and without a tree between:
 * every field known, given once and of its own type, times in UTC, no fix that would be put aside. What is not like that
 * is left to whoever reads any body; so nothing is refused here, and nothing is taken that would be refused there.
 * Thread-safe.
 */
final class PlainFixes {

    /**
     * A body.
     *
     * @param sentAt null where it does not say
     * @param fixes at least one
     */
    record Body(Instant sentAt, List<ReportedFix> fixes) {}

    private enum Field {
        // @formatter:off
        sourceKey, fixedAt, lon, lat, crs, accuracyMetres, altitudeMetres, speedMetresPerSecond, courseDegrees,
        batteryPercent, charging, mock, trigger
        // @formatter:on
    }

    private static final Map<String, Field> FIELDS = byName(Field.values());
    private static final Map<String, Crs> SYSTEMS = byName(Crs.values());
    private static final Map<String, FixReport.Trigger> TRIGGERS = byName(FixReport.Trigger.values());

    private final JsonFactory json;
    private final int most;

    /** @param most how many fixes a body may have */
    PlainFixes(JsonFactory json, int most) {
        this.json = json;
        this.most = most;
    }

    /** Empty where it is not that plain. */
    Optional<Body> find(byte[] body) {
        try (var parser = json.createParser(body)) {
            return Optional.ofNullable(body(parser));
        } catch (IOException | IllegalArgumentException | ProblemException e) {
            // Whoever reads any body says what is wrong with this one.
            return Optional.empty();
        }
    }

    private Body body(JsonParser parser) throws IOException {
        Instant sentAt = null;
        List<ReportedFix> fixes = null;
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (name.equals("fixes") && fixes == null && parser.nextToken() == JsonToken.START_ARRAY) {
                fixes = fixes(parser);
                if (fixes == null) {
                    return null;
                }
            } else if (name.equals("sentAt") && sentAt == null && parser.nextToken() == JsonToken.VALUE_STRING) {
                sentAt = InstantText.find(parser.getText());
                if (sentAt == null) {
                    return null;
                }
                sentAt = Timestamps.given(sentAt, "sentAt");
            } else {
                return null;
            }
        }
        boolean ended = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        return ended && fixes != null && !fixes.isEmpty() ? new Body(sentAt, fixes) : null;
    }

    private List<ReportedFix> fixes(JsonParser parser) throws IOException {
        var fixes = new ArrayList<ReportedFix>(2);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            var fix = fix(parser);
            if (fix == null || fixes.size() == most) {
                return null;
            }
            fixes.add(fix);
        }
        return parser.currentToken() == JsonToken.END_ARRAY ? fixes : null;
    }

    private static ReportedFix fix(JsonParser parser) throws IOException {
        var seen = EnumSet.noneOf(Field.class);
        String sourceKey = null;
        Instant fixedAt = null;
        Double lon = null;
        Double lat = null;
        Double accuracy = null;
        Double speed = null;
        Crs crs = null;
        Boolean mock = null;
        FixReport.Trigger trigger = null;
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            var field = FIELDS.get(name);
            if (field == null || !seen.add(field)) {
                return null;
            }
            var token = parser.nextToken();
            boolean plain = switch (field) {
                case sourceKey -> (sourceKey = text(parser, token)) != null;
                case fixedAt -> token == JsonToken.VALUE_STRING
                        && (fixedAt = InstantText.find(parser.getText())) != null;
                case lon -> (lon = number(parser, token)) != null;
                case lat -> (lat = number(parser, token)) != null;
                case accuracyMetres -> (accuracy = number(parser, token)) != null;
                case speedMetresPerSecond -> (speed = number(parser, token)) != null;
                case altitudeMetres, courseDegrees, batteryPercent -> number(parser, token) != null;
                case charging -> token.isBoolean();
                case mock -> (mock = token.isBoolean() ? parser.getBooleanValue() : null) != null;
                case crs -> (crs = SYSTEMS.get(text(parser, token))) != null;
                case trigger -> (trigger = TRIGGERS.get(text(parser, token))) != null;
            };
            if (!plain) {
                return null;
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT
                ? new FixReport(sourceKey, fixedAt, lon, lat, crs, accuracy, null, speed, null, null, null, mock,
                        trigger)
                        .canonical()
                : null;
    }

    private static String text(JsonParser parser, JsonToken token) throws IOException {
        return token == JsonToken.VALUE_STRING ? parser.getText() : null;
    }

    private static Double number(JsonParser parser, JsonToken token) throws IOException {
        return token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT
                ? parser.getDoubleValue()
                : null;
    }

    /** Asked for null too, which no immutable map is. */
    private static <E extends Enum<E>> Map<String, E> byName(E[] values) {
        var names = new HashMap<String, E>();
        for (var value : values) {
            names.put(value.name(), value);
        }
        return names;
    }
}
