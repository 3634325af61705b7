package org.rollcall.geofence;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A place that a phone says it was at.
 *
 * @param place where
 * @param accuracyMetres the radius that holds the true place with a probability of 68 %, more than 0; empty where the
 *        phone did not say, which is not the same as a perfect fix
 * @param fixedAt the device's own time, never corrected
 * @param receivedAt the server's time
 */
public record Fix(WgsCoordinate place, OptionalDouble accuracyMetres, Instant fixedAt, Instant receivedAt) {

    /** @throws IllegalArgumentException if the accuracy is not finite and positive */
    public Fix {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(accuracyMetres, "accuracyMetres");
        Objects.requireNonNull(fixedAt, "fixedAt");
        Objects.requireNonNull(receivedAt, "receivedAt");
        if (accuracyMetres.isPresent()
                && !(accuracyMetres.getAsDouble() > 0 && accuracyMetres.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("accuracy is a positive number of metres, or unknown");
        }
    }
}
