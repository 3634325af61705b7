package org.rollcall.backend.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;

/**
 * What an authenticator app and the server share: 160 random bits, of which both make a code of six digits for each step
 * of 30 seconds (RFC 6238, HMAC-SHA-1: what all such apps can).
 */
final class TotpSecret {

    static final int BYTES = 20;
    static final Duration STEP = Duration.ofSeconds(30);
    /** A clock may be that many steps wrong, and somebody may take that long to type. */
    private static final int STEPS_AROUND = 1;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator(STEP);

    private final byte[] bytes;

    /** @throws IllegalArgumentException if it is of another length */
    TotpSecret(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a secret has " + BYTES + " bytes");
        }
        this.bytes = bytes.clone();
    }

    static TotpSecret random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new TotpSecret(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** The step at that instant. */
    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
    }

    /** The code of the step at that instant. */
    String code(Instant at) {
        try {
            return CODES.generateOneTimePasswordString(new SecretKeySpec(bytes, "HmacSHA1"), at, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The step whose code it is, of those around now that come after the last that was taken. */
    OptionalLong stepOf(String code, Instant now, long lastTaken) {
        var found = OptionalLong.empty();
        for (int away = -STEPS_AROUND; away <= STEPS_AROUND; away++) {
            var at = now.plus(STEP.multipliedBy(away));
            boolean same = MessageDigest.isEqual(code(at).getBytes(StandardCharsets.UTF_8),
                    code.getBytes(StandardCharsets.UTF_8));
            if (same && step(at) > lastTaken) {
                found = OptionalLong.of(step(at));
            }
        }
        return found;
    }

    /** As somebody types it into an app that cannot read a picture. */
    String base32() {
        var text = new StringBuilder(BYTES * 8 / 5);
        for (int bit = 0; bit < BYTES * 8; bit += 5) {
            // 160 is a multiple of 5, and of the two bytes that five bits touch the second is there where it is touched.
            int two = (bytes[bit / 8] & 0xff) << 8 | (bit / 8 + 1 < BYTES ? bytes[bit / 8 + 1] & 0xff : 0);
            text.append(BASE32.charAt(two >> (11 - bit % 8) & 31));
        }
        return text.toString();
    }

    /** What is put into a QR code for an authenticator app. */
    String uri(String login) {
        return "otpauth://totp/Rollcall:" + URLEncoder.encode(login, StandardCharsets.UTF_8).replace("+", "%20")
                + "?secret=" + base32() + "&issuer=Rollcall&algorithm=SHA1&digits=6&period=" + STEP.toSeconds();
    }

    @Override
    public String toString() {
        return "TotpSecret[]";
    }
}
