package org.rollcall.backend.platform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Closes an answer with the idempotency key that asked for it, so that only who has the key can read it again. The
 * database gets a hash of the key that does not open it. By the configured suite. Thread-safe.
 */
final class AnswerSeal {

    private static final byte[] NO_CONTEXT = {};

    private final CryptoSuite suite;
    private final String key;
    private final String keyHash;
    private final byte[] secret;

    AnswerSeal(CryptoSuite suite, String idempotencyKey) {
        this.suite = suite;
        key = idempotencyKey;
        keyHash = hash("name", idempotencyKey);
        secret = HexFormat.of().parseHex(hash("seal", idempotencyKey));
    }

    String keyHash() {
        return keyHash;
    }

    /** What tells one request from another. The key goes in: a request may hold a password, and a bare hash is soon tried. */
    String requestHash(String... parts) {
        return hash("request", key, hash(parts));
    }

    String close(String answer) {
        return Base64.getEncoder()
                .encodeToString(suite.seal(secret, answer.getBytes(StandardCharsets.UTF_8), NO_CONTEXT));
    }

    String open(String closed) {
        return new String(suite.open(secret, Base64.getDecoder().decode(closed), NO_CONTEXT), StandardCharsets.UTF_8);
    }

    /** The digest of the parts, each with its end, in hexadecimal. */
    private String hash(String... parts) {
        var joined = new ByteArrayOutputStream();
        for (var part : parts) {
            joined.writeBytes(part.getBytes(StandardCharsets.UTF_8));
            joined.write(0);
        }
        return HexFormat.of().formatHex(suite.digest(joined.toByteArray()));
    }
}
