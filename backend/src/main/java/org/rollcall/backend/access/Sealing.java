package org.rollcall.backend.access;

import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Seals what must lie in the database unreadable, with AES-256-GCM under the master key. What was sealed for one purpose
 * does not open for another, so that nothing can be put into another table's place. Thread-safe.
 */
@ApplicationScoped
public class Sealing {

    private final MasterKey key;

    Sealing(MasterKey key) {
        this.key = key;
    }

    /** The content, sealed: 28 bytes longer. */
    public byte[] seal(String purpose, byte[] content) {
        return key.wrap(content, context(purpose));
    }

    /** @throws IllegalStateException if it was sealed under another key or for another purpose, or changed since */
    public byte[] open(String purpose, byte[] sealed) {
        return key.unwrap(sealed, context(purpose));
    }

    private static byte[] context(String purpose) {
        return ("rollcall." + purpose).getBytes(StandardCharsets.UTF_8);
    }
}
