package org.rollcall.backend.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret of a foreign client: 256 random bits as a word that is safe in a path. A hash of it is stored; a slow one
 * would defend nothing, since there is nothing to guess, and would cost each fix.
 */
record DeviceSecret(String word) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{43}");

    DeviceSecret {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("no secret of ours looks like this");
        }
    }

    static DeviceSecret random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new DeviceSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty where no secret of ours looks like that. */
    static Optional<DeviceSecret> parse(String word) {
        return word != null && WORD.matcher(word).matches() ? Optional.of(new DeviceSecret(word)) : Optional.empty();
    }

    /** What the database keeps. */
    byte[] hash() {
        return sha256(word);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "DeviceSecret[]";
    }
}
