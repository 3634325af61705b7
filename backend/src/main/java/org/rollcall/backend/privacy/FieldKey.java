package org.rollcall.backend.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.rollcall.backend.platform.CryptoSuite;

/**
 * Seals and opens fields, and digests them so that they are found. A sealed field begins with the id of the key that sealed
 * it, and opens in the place that it was sealed for alone: the same person, the same field. Thread-safe.
 */
final class FieldKey {

    private static final int ID_BYTES = 16;

    private final UUID id;
    private final CryptoSuite suite;
    private final byte[] sealKey;
    private final byte[] indexKey;

    FieldKey(UUID id, CryptoSuite suite, byte[] sealKey, byte[] indexKey) {
        this.id = id;
        this.suite = suite;
        this.sealKey = sealKey.clone();
        this.indexKey = indexKey.clone();
    }

    UUID id() {
        return id;
    }

    byte[] seal(Field field, UUID person, String value) {
        byte[] sealed = suite.seal(sealKey, value.getBytes(StandardCharsets.UTF_8), place(field, person));
        return ByteBuffer.allocate(ID_BYTES + sealed.length).putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits()).put(sealed).array();
    }

    /** @throws IllegalStateException if another key sealed it, or for another place, or it changed since */
    String open(Field field, UUID person, byte[] sealed) {
        if (!keyOf(sealed).equals(id)) {
            throw new IllegalStateException("another key sealed it");
        }
        byte[] content = new byte[sealed.length - ID_BYTES];
        System.arraycopy(sealed, ID_BYTES, content, 0, content.length);
        return new String(suite.open(sealKey, content, place(field, person)), StandardCharsets.UTF_8);
    }

    /** The key that sealed it. */
    static UUID keyOf(byte[] sealed) {
        var beginning = ByteBuffer.wrap(sealed);
        return new UUID(beginning.getLong(), beginning.getLong());
    }

    /** What a value of that field is found by. */
    byte[] index(Field field, String value) {
        return suite.mac(indexKey, (field + " " + value).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] place(Field field, UUID person) {
        return ("rollcall.field " + field + " " + person + " " + id).getBytes(StandardCharsets.UTF_8);
    }
}
