package org.rollcall.backend.alert;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

import io.vertx.core.json.JsonObject;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

/**
 * A fact that wants a person.
 *
 * @param supervisee whom it is about
 * @param code what it is about
 * @param object what tells two such alerts about one person apart: a device kind, a zone's or a permission's id; empty
 *     where one is all there can be
 * @param severity how soon it wants a person, as far as this fact goes
 * @param at when it happened
 * @param fact the evidence: distances in metres, accuracy, times, keys of fixes; shown to officers, never sent, and
 *     never a place
 */
public record Cause(UUID supervisee, AlertCode code, String object, Severity severity, Instant at, JsonObject fact) {

    private static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9:_-]{0,100}");
    private static final List<String> PLACES = List.of("lon", "lat", "longitude", "latitude", "x", "y", "coordinates");

    /** @throws IllegalArgumentException if the object is no plain key, or the fact holds a place */
    public Cause {
        Objects.requireNonNull(supervisee, "supervisee");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(at, "at");
        fact = fact.copy();
        checkFact(fact);
        checkObject(object);
    }

    /** The code and the object: unique per person while the alert is not closed (DESIGN section 5). */
    public String key() {
        return key(code, object);
    }

    static String key(AlertCode code, String object) {
        checkObject(object);
        return object.isEmpty() ? code.name() : code.name() + ":" + object;
    }

    static void checkFact(JsonObject fact) {
        if (PLACES.stream().anyMatch(fact::containsKey)) {
            throw new IllegalArgumentException("a fact holds no place: name the fix by its key");
        }
    }

    private static void checkObject(String object) {
        if (!OBJECT.matcher(object).matches()) {
            throw new IllegalArgumentException("an object is at most 100 letters, digits, colons, dashes");
        }
    }
}
