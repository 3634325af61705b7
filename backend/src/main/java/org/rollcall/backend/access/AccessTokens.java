package org.rollcall.backend.access;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Short-lived access tokens: ES256, signed by a key of {@link SigningKeys}, naming an account and, where it holds just
 * one, a post. What the account may do is asked anew at each request, so that a post that ends takes effect at once. Thread-safe.
 */
@ApplicationScoped
class AccessTokens {

    /** A token and when it ends. */
    record AccessToken(String value, Instant expiresAt) {
        @Override
        public String toString() {
            return "AccessToken[expiresAt=" + expiresAt + "]";
        }
    }

    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String ISSUER = "rollcall";
    private static final String DEVICE = "device";
    private static final String POST = "post";
    private static final String SESSION = "sid";
    private static final int LONGEST = 2_048;
    private static final Pattern KEY_ID = Pattern.compile("\"kid\"\\s*:\\s*\"([0-9a-f-]{36})\"");

    private final SigningKeys keys;
    private final VerifiedTokens verified;
    private final Clock clock;

    AccessTokens(SigningKeys keys, VerifiedTokens verified, Clock clock) {
        this.keys = keys;
        this.verified = verified;
        this.clock = clock;
    }

    Uni<AccessToken> issue(Subject subject) {
        return issue(subject, LIFE);
    }

    Uni<AccessToken> issue(Subject subject, Duration life) {
        var now = clock.instant();
        var expiresAt = now.plus(life);
        var claims = Jwt.issuer(ISSUER).audience(subject.audience().claim()).subject(subject.account().toString())
                .issuedAt(now).expiresAt(expiresAt);
        subject.device().ifPresent(device -> claims.claim(DEVICE, device.toString()));
        subject.post().ifPresent(post -> claims.claim(POST, post.toString()));
        subject.session().ifPresent(session -> claims.claim(SESSION, session.toString()));
        return keys.active(SigningKeys.Purpose.ACCESS_TOKEN)
                .map(key -> new AccessToken(claims.jws().algorithm(SignatureAlgorithm.ES256)
                        .keyId(key.id().toString()).sign(key.pair().getPrivate()), expiresAt));
    }

    /** Whom a token names; empty where the token is not ours, is for something else, or has ended. */
    Uni<Optional<Subject>> verify(String token, Audience audience) {
        var known = verified.find(token);
        return known.isPresent()
                ? Uni.createFrom().item(known.filter(subject -> subject.audience() == audience))
                : verifyAnew(token, audience);
    }

    private Uni<Optional<Subject>> verifyAnew(String token, Audience audience) {
        return keyId(token)
                .map(id -> keys.find(SigningKeys.Purpose.ACCESS_TOKEN, id)
                        .map(key -> key == null ? Optional.<Subject>empty() : verify(token, audience, key)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Optional<Subject> verify(String token, Audience audience, SigningKeys.SigningKey key) {
        var context = new JWTAuthContextInfo(key.pair().getPublic(), ISSUER);
        context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        context.setExpectedAudience(Set.of(audience.claim()));
        // The library reads the machine's clock: it is not asked about time. Ours decides, below.
        context.setClockSkew((int) Duration.ofDays(3_650).toSeconds());
        try {
            JsonWebToken jwt = new DefaultJWTParser(context).parse(token);
            if (clock.instant().getEpochSecond() >= jwt.getExpirationTime()) {
                return Optional.empty();
            }
            var subject = subject(jwt, audience);
            verified.remember(token, subject, jwt.getExpirationTime());
            return Optional.of(subject);
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Subject subject(JsonWebToken jwt, Audience audience) {
        return new Subject(UUID.fromString(jwt.getSubject()), id(jwt, DEVICE), id(jwt, POST), audience,
                id(jwt, SESSION));
    }

    private static Optional<UUID> id(JsonWebToken jwt, String claim) {
        return Optional.ofNullable(jwt.<String>getClaim(claim)).map(UUID::fromString);
    }

    private static Optional<UUID> keyId(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var header = new String(Base64.getUrlDecoder().decode(token.substring(0, dot)), StandardCharsets.UTF_8);
            var matcher = KEY_ID.matcher(header);
            return matcher.find() ? Optional.of(UUID.fromString(matcher.group(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
