package org.rollcall.backend.platform;

/**
 * The cryptography that data at rest is kept by, in one place, so that another country's can take its place. What is spoken
 * with phones and browsers (ES256, TLS) is theirs to understand and is not here. Thread-safe.
 */
public interface CryptoSuite {

    /** What it is called where its keys are stored. */
    String name();

    /** The length of a key that seals. */
    int keyBytes();

    /**
     * Seals so that nobody reads it or changes it unseen.
     *
     * @param key {@link #keyBytes()} long; of a longer one the beginning counts
     * @param context what must be named again to open it; not part of what comes out
     * @return a random nonce, then what is sealed
     */
    byte[] seal(byte[] key, byte[] content, byte[] context);

    /** @throws IllegalStateException if it was sealed by another key or in another context, or changed since */
    byte[] open(byte[] key, byte[] sealed, byte[] context);

    /** A keyed digest of 32 bytes: the same for the same content, and nothing to whoever has not the key. */
    byte[] mac(byte[] key, byte[] content);

    /** A digest of 32 bytes. */
    byte[] digest(byte[] content);
}
