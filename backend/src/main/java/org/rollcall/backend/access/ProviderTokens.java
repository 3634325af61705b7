package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * Who a token of the provider is about (OpenID Connect Core, 3.1.3.7): signed by a key of its with an algorithm that has
 * one, of that issuer, for us, young. Thread-safe.
 */
@ApplicationScoped
@Startup // a provider that nobody could trust is told of at once
class ProviderTokens {

    /**
     * What the provider says of somebody.
     *
     * @param until when the token ends
     * @param secondFactor whether they showed it more than a password
     */
    record Word(String issuer, String subject, String name, Set<ProviderPost> posts, boolean secondFactor,
            Instant until) {
        @Override
        public String toString() {
            return "Word[]";
        }
    }

    private static final int SKEW_SECONDS = 60;
    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_NAME = 200;

    private final ProviderKeys keys;
    private final ProviderConfig config;
    private final Clock clock;

    ProviderTokens(ProviderKeys keys, ProviderConfig config, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
        // The program does not start with one whose keys anybody could change on their way.
        config.issuer().ifPresent(ProviderKeys::address);
    }

    /** Empty where the token is not to be believed, whatever is wrong with it; or where there is no provider. */
    Uni<Optional<Word>> verify(String token) {
        var keyId = keyId(token);
        return config.issuer().isEmpty() || keyId.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : keys.with(config.issuer().get(), keyId.get())
                        .map(known -> verify(token, config.issuer().get(), known));
    }

    /** Empty where it is no token; within, where it names no key. */
    private static Optional<Optional<String>> keyId(String token) {
        try {
            var signed = new JsonWebSignature();
            signed.setCompactSerialization(token);
            return Optional.of(Optional.ofNullable(signed.getKeyIdHeaderValue()));
        } catch (JoseException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private Optional<Word> verify(String token, String issuer, List<JsonWebKey> known) {
        try {
            var claims = new JwtConsumerBuilder()
                    .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256,
                            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                    .setExpectedIssuer(true, issuer).setExpectedAudience(true, config.clientId()).setRequireSubject()
                    .setRequireExpirationTime().setRequireIssuedAt().setAllowedClockSkewInSeconds(SKEW_SECONDS)
                    // The skew is added to both.
                    .setIssuedAtRestrictions(0, (int) config.tokensHoldFor().toSeconds())
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .setVerificationKeyResolver(new JwksVerificationKeyResolver(known)).build()
                    .processToClaims(token);
            var azp = claims.getStringClaimValue("azp");
            return azp == null || azp.equals(config.clientId()) ? Optional.of(word(claims)) : Optional.empty();
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Word word(JwtClaims claims) throws MalformedClaimException {
        var subject = claims.getSubject();
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            throw new IllegalArgumentException("no subject");
        }
        var name = Optional.ofNullable(claims.getClaimValue("name")).map(Object::toString).map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_NAME).orElse("Staff");
        var acr = Optional.ofNullable(claims.getClaimValue("acr")).map(Object::toString);
        return new Word(claims.getIssuer(), subject, name,
                ProviderPost.of(claims.getClaimValue(config.postsClaim()), config.roles()),
                config.secondFactorAcr().isPresent() && config.secondFactorAcr().equals(acr),
                // Past this the token is too old anyway.
                Instant.ofEpochSecond(claims.getIssuedAt().getValue()).plus(config.tokensHoldFor())
                        .plusSeconds(2L * SKEW_SECONDS));
    }
}
