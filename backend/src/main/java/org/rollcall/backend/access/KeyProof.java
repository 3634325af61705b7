package org.rollcall.backend.access;

import java.net.URI;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * A DPoP proof (RFC 9449, section 4): the phone's key says that it makes this request, with this token, now.
 *
 * @param id tells it from every other of this phone
 * @param until after this instant it is not taken, so that its id may be forgotten
 * @param ahead how far its own time is ahead of ours
 */
record KeyProof(String id, Instant until, Duration ahead) {

    /**
     * What a proof must be for: the request as it came.
     *
     * @param person whom the token names
     * @param device that it names with them
     */
    record Request(UUID person, UUID device, String method, String url, String token) {}

    private static final String TYPE = "dpop+jwt";
    private static final AlgorithmConstraints ES256 = new AlgorithmConstraints(ConstraintType.PERMIT,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    /** @throws RefusedProof saying which of its rules it breaks */
    static KeyProof verified(String jwt, DeviceKey key, Request request, ProofTime time) {
        try {
            var signed = new JsonWebSignature();
            signed.setAlgorithmConstraints(ES256);
            signed.setCompactSerialization(jwt);
            // The key that it brings is compared and never used.
            signed.setKey(key.key());
            require(TYPE.equals(signed.getHeader("typ")), RefusedProof.INVALID);
            require(isThatKey(signed, key) && signed.verifySignature(), RefusedProof.OTHER_KEY);
            return of(JwtClaims.parse(signed.getPayload()), request, time);
        } catch (RefusedProof e) {
            throw e;
        } catch (JoseException | InvalidJwtException | MalformedClaimException | RuntimeException e) {
            throw RefusedProof.INVALID;
        }
    }

    private static KeyProof of(JwtClaims claims, Request request, ProofTime time) throws MalformedClaimException {
        require(request.method().equals(claims.getStringClaimValue("htm"))
                && isSame(claims.getStringClaimValue("htu"), request.url()), RefusedProof.OTHER_REQUEST);
        require(athOf(request.token()).equals(claims.getStringClaimValue("ath")), RefusedProof.OTHER_TOKEN);
        require(claims.getJwtId() != null && !claims.getJwtId().isBlank(), RefusedProof.INVALID);
        var issuedAt = Instant.ofEpochSecond(claims.getIssuedAt().getValue());
        var until = time.until(request.device(), claims.getStringClaimValue("nonce"), issuedAt);
        return new KeyProof(claims.getJwtId(), until, Duration.between(time.now(), issuedAt));
    }

    private static boolean isThatKey(JsonWebSignature signed, DeviceKey key) throws JoseException {
        var brought = signed.getJwkHeader();
        Key found = brought == null || brought.getPrivateKey() != null ? null : brought.getKey();
        return found != null && Arrays.equals(found.getEncoded(), key.encoded());
    }

    /** Query and fragment are no part of it, the case of scheme and host is nobody's (RFC 9449, section 4.3). */
    private static boolean isSame(String htu, String url) {
        return htu != null && normal(URI.create(htu)).equals(normal(URI.create(url)));
    }

    private static String normal(URI uri) {
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = "https".equals(scheme) ? 443 : 80;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":"
                + (uri.getPort() < 0 ? usual : uri.getPort()) + uri.getRawPath();
    }

    private static String athOf(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(DeviceSecret.sha256(token));
    }

    private static void require(boolean holds, RefusedProof otherwise) {
        if (!holds) {
            throw otherwise;
        }
    }

    /** Not that of an assertion with the same id: both are remembered in one table. */
    byte[] idHash() {
        return DeviceSecret.sha256("dpop " + id);
    }
}
