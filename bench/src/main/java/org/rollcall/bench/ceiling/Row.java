package org.rollcall.bench.ceiling;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;

/** What of a fix differs from row to row. */
record Row(UUID person, OffsetDateTime fixedAt, Buffer sourceHash, OffsetDateTime receivedAt, double lon, double lat,
        Float accuracyMetres, String trigger, String verdict, float distanceMetres) {

    static Buffer hash(String sourceKey) {
        try {
            return Buffer.buffer(Arrays.copyOf(
                    MessageDigest.getInstance("SHA-256").digest(sourceKey.getBytes(StandardCharsets.UTF_8)), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
