package org.rollcall.backend.access;

import java.security.GeneralSecurityException;
import java.security.Signature;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** The anchors' key of {@link SigningKeys}. */
@ApplicationScoped
class StoredAnchorKey implements AnchorKey {

    private final SigningKeys keys;

    StoredAnchorKey(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public Uni<Signed> sign(byte[] content) {
        return keys.activeAnew(SigningKeys.Purpose.AUDIT_ANCHOR).map(key -> {
            try {
                var signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(key.pair().getPrivate());
                signature.update(content);
                return new Signed(key.id(), key.pair().getPublic().getEncoded(), signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the anchors' key does not sign", e);
            }
        });
    }
}
