package org.rollcall.backend.access;

import java.util.Arrays;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * The key under which values that the record must not show are told apart ({@code R__changes.sql}). The database computes
 * HMAC-SHA-256 with nothing but SHA-256, so it is given the key as its two padded blocks, for one transaction. It stands
 * in no table. Thread-safe.
 */
@ApplicationScoped
class DigestKey {

    private static final int BLOCK = 64;

    private final String blocks;

    DigestKey(MasterKey masterKey) {
        var key = masterKey.derive("audit.digest");
        blocks = HexFormat.of().formatHex(padded(key, 0x36)) + HexFormat.of().formatHex(padded(key, 0x5c));
    }

    /** Inner block, then outer, hexadecimal. */
    String blocks() {
        return blocks;
    }

    private static byte[] padded(byte[] key, int with) {
        var block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) with;
        }
        return block;
    }
}
