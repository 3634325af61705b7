package org.rollcall.backend.access;

import java.util.UUID;

import io.smallrye.mutiny.Uni;

/** The key that signs anchors of the record, and nothing else. */
@FunctionalInterface
public interface AnchorKey {

    /**
     * A signature and what verifies it.
     *
     * @param publicKey P-256, as X.509 SubjectPublicKeyInfo
     * @param value ECDSA with SHA-256, as ASN.1 DER
     */
    record Signed(UUID keyId, byte[] publicKey, byte[] value) {}

    /** Signs by the key that is active now: a retired one signs no more from the next anchor on. */
    Uni<Signed> sign(byte[] content);
}
