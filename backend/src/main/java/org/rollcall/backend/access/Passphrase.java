package org.rollcall.backend.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** What OwnTracks encrypts its messages with: 192 random bits in the 32 characters that its key has room for. */
public record Passphrase(String word) {

    /** The length of the key of a secretbox. */
    public static final int KEY_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException if it is empty, or longer than the key that it is to fill */
    public Passphrase {
        if (word.isEmpty() || word.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES) {
            throw new IllegalArgumentException("a passphrase has 1 to " + KEY_BYTES + " bytes");
        }
    }

    static Passphrase random() {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return new Passphrase(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Filled up with zeroes, as the app does. */
    public byte[] key() {
        return Arrays.copyOf(word.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
    }

    @Override
    public String toString() {
        return "Passphrase[]";
    }
}
