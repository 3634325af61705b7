package org.rollcall.backend.access;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** The public keys by which access tokens are believed, as a JWK Set (RFC 7517). */
public record SigningKeySet(List<Jwk> keys) {

    /** One of them. */
    public record Jwk(String kty, String crv, UUID kid, String use, String alg, String x, String y) {

        static Jwk of(SigningKeys.SigningKey key) {
            var point = ((ECPublicKey) key.pair().getPublic()).getW();
            return new Jwk("EC", "P-256", key.id(), "sig", "ES256", word(point.getAffineX()),
                    word(point.getAffineY()));
        }

        /** RFC 7518, 6.2.1.2: as many bytes as the curve has, whatever the number. */
        private static String word(BigInteger coordinate) {
            var bytes = coordinate.toByteArray();
            var fixed = new byte[BYTES];
            int length = Math.min(bytes.length, BYTES);
            System.arraycopy(bytes, bytes.length - length, fixed, BYTES - length, length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
        }
    }

    private static final int BYTES = 32;

    static SigningKeySet of(List<SigningKeys.SigningKey> keys) {
        return new SigningKeySet(keys.stream().map(Jwk::of).toList());
    }
}
