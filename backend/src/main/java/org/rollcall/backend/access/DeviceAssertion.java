package org.rollcall.backend.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
 * What a phone says of itself, proved: a JWT signed with the key that it enrolled, made now, for us, to be taken once.
 *
 * @param id tells it from every other of this device
 * @param until after this instant it is not taken, so that its id may be forgotten
 */
record DeviceAssertion(UUID device, String id, Instant until) {

    static final String AUDIENCE = "rollcall-api";
    static final Duration LONGEST = Duration.ofMinutes(5);
    /** How far a phone's clock may be off. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final AlgorithmConstraints ES256 = new AlgorithmConstraints(ConstraintType.PERMIT,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    /** Which device a JWT says it comes from, not proved; empty where it is no JWT of a device. */
    static Optional<UUID> deviceOf(String jwt) {
        try {
            return Optional.of(
                    UUID.fromString(JwtClaims.parse(parse(jwt).getUnverifiedPayload()).getSubject()));
        } catch (JoseException | InvalidJwtException | MalformedClaimException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Empty where anything is wrong with it: nobody is told what.
     *
     * @throws RefusedProof where that key did sign it and nothing but its time is wrong
     */
    static Optional<DeviceAssertion> verified(String jwt, DeviceKey key, Instant now, ProofNonces nonces) {
        try {
            var signed = parse(jwt);
            signed.setKey(key.key());
            return signed.verifySignature()
                    ? of(JwtClaims.parse(signed.getPayload()), now, nonces)
                    : Optional.empty();
        } catch (RefusedProof e) {
            throw e;
        } catch (JoseException | InvalidJwtException | MalformedClaimException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static JsonWebSignature parse(String jwt) throws JoseException {
        var signed = new JsonWebSignature();
        signed.setAlgorithmConstraints(ES256);
        signed.setCompactSerialization(jwt);
        return signed;
    }

    private static Optional<DeviceAssertion> of(JwtClaims claims, Instant now, ProofNonces nonces)
            throws MalformedClaimException {
        var issuedAt = Instant.ofEpochSecond(claims.getIssuedAt().getValue());
        var expiresAt = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
        var device = UUID.fromString(claims.getSubject());
        boolean isOne = claims.getAudience().equals(List.of(AUDIENCE)) && !claims.getJwtId().isBlank()
                && expiresAt.isAfter(issuedAt) && !expiresAt.isAfter(issuedAt.plus(LONGEST));
        if (!isOne) {
            return Optional.empty();
        }
        var time = new ProofTime(now, Duration.between(issuedAt, expiresAt), nonces);
        var until = time.until(device, claims.getStringClaimValue("nonce"), issuedAt);
        return Optional.of(new DeviceAssertion(device, claims.getJwtId(), until));
    }

    byte[] idHash() {
        return DeviceSecret.sha256(id);
    }
}
