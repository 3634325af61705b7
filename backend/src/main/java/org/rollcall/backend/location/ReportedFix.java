package org.rollcall.backend.location;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

import org.rollcall.geofence.Crs;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.WgsCoordinate;

/**
 * A fix as a client reported it, whichever client it was: the whitelist of what is kept (CLIENTS section 7). What is not
 * here never reaches the disk. Made by {@link #at}.
 *
 * <p>Values are kept to the precision of the database, so that what is judged is what is stored.
 *
 * @param fixedAt the device's own time, never corrected
 * @param sentAt when the device says that it sent it
 * @param x degrees east in that system, as the client said it
 * @param y degrees north in that system, as the client said it
 * @param accuracyMetres the 68 % radius, more than 0; empty where the client did not say
 * @param speedMetresPerSecond 0 or more; empty where the client did not say
 * @param mock what the phone says of the place being made up; empty where the client cannot say
 * @param sourceKey made by the client, the same each time this fix is sent
 */
public record ReportedFix(Instant fixedAt, Optional<Instant> sentAt, double x, double y, Crs crs,
        OptionalDouble accuracyMetres, OptionalDouble speedMetresPerSecond, Optional<Boolean> mock,
        Optional<Provider> provider, Fix.Trigger trigger, Optional<String> sourceKey) {

    /** The longest key of a client. */
    public static final int MOST_KEY_CHARACTERS = 200;

    private static final int HASH_BYTES = 16;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /** @throws IllegalArgumentException if a value is out of its range; the message names it and not its value */
    public ReportedFix {
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(mock, "mock");
        fixedAt = withinReason(fixedAt);
        sentAt = sentAt.map(ReportedFix::withinReason);
        crs.toWgs84(y, x);
        accuracyMetres = single(accuracyMetres);
        speedMetresPerSecond = single(speedMetresPerSecond);
        if (accuracyMetres.isPresent() && accuracyMetres.getAsDouble() <= 0) {
            throw new IllegalArgumentException("accuracy is more than 0 metres, or unknown");
        }
        if (speedMetresPerSecond.isPresent() && speedMetresPerSecond.getAsDouble() < 0) {
            throw new IllegalArgumentException("speed is 0 metres a second or more, or unknown");
        }
        if (sourceKey.isPresent() && (sourceKey.get().isEmpty() || sourceKey.get().length() > MOST_KEY_CHARACTERS)) {
            throw new IllegalArgumentException("a source key has 1 to " + MOST_KEY_CHARACTERS + " characters");
        }
    }

    /** Begins a fix of that time and place, as the client said them. */
    public static ReportedFixBuilder at(Instant fixedAt, double x, double y, Crs crs) {
        return new ReportedFixBuilder(fixedAt, x, y, crs);
    }

    /** The same fix, sent at that time by the device's clock. */
    ReportedFix sentAt(Instant time) {
        return new ReportedFix(fixedAt, Optional.of(time), x, y, crs, accuracyMetres, speedMetresPerSecond, mock,
                provider, trigger, sourceKey);
    }

    /** The place, in the one system that is judged and stored. */
    public WgsCoordinate place() {
        return crs.toWgs84(y, x);
    }

    /**
     * What tells this fix from another of the same person and time: of the client's key, else of the device and of what
     * it said. 16 bytes.
     */
    public byte[] sourceHash(UUID device) {
        return Arrays.copyOf(sha256(sourceKey.map(key -> key.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> said(device))), HASH_BYTES);
    }

    /** What the kernel judges. */
    Fix judged(Instant receivedAt) {
        return new Fix(place(), accuracyMetres, fixedAt, receivedAt, trigger, mock.orElse(false),
                speedMetresPerSecond);
    }

    /** Holds no place and no key, so that it may be logged. */
    @Override
    public String toString() {
        return "ReportedFix[fixedAt=" + fixedAt + ", crs=" + crs + ", trigger=" + trigger + "]";
    }

    private byte[] said(UUID device) {
        var type = trigger.name().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(6 * Long.BYTES + type.length).putLong(device.getMostSignificantBits())
                .putLong(device.getLeastSignificantBits()).putLong(fixedAt.getEpochSecond())
                .putLong(fixedAt.getNano()).putDouble(y).putDouble(x).put(type).array();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant withinReason(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException("a time lies between 1970 and 9999");
        }
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** The database keeps these as {@code real}. */
    private static OptionalDouble single(OptionalDouble value) {
        if (value.isEmpty()) {
            return value;
        }
        float single = (float) value.getAsDouble();
        if (!Float.isFinite(single)) {
            throw new IllegalArgumentException("accuracy and speed are numbers, or unknown");
        }
        return OptionalDouble.of(single);
    }
}
