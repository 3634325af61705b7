package org.rollcall.backend.access;

import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.UUID;

import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;

/** The public keys by which access tokens are believed, as a JWK Set (RFC 7517). */
public record SigningKeySet(List<Jwk> keys) {

    /** One of them. */
    public record Jwk(String kty, String crv, UUID kid, String use, String alg, String x, String y) {

        static Jwk of(SigningKeys.SigningKey key) {
            var point = new EllipticCurveJsonWebKey((ECPublicKey) key.pair().getPublic())
                    .toParams(OutputControlLevel.PUBLIC_ONLY);
            return new Jwk("EC", "P-256", key.id(), "sig", "ES256", (String) point.get("x"),
                    (String) point.get("y"));
        }
    }

    static SigningKeySet of(List<SigningKeys.SigningKey> keys) {
        return new SigningKeySet(keys.stream().map(Jwk::of).toList());
    }
}
