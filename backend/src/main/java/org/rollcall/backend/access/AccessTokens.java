package org.rollcall.backend.access;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
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
import org.eclipse.microprofile.jwt.Claims;
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

    private record Read(Subject subject, long endsAtSecond) {}

    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String ISSUER = "rollcall";
    private static final String DEVICE = "device";
    private static final String POST = "post";
    private static final String SESSION = "sid";
    private static final int LONGEST = 2_048;
    private static final Pattern KEY_ID = Pattern.compile("\"kid\"\\s*:\\s*\"([0-9a-f-]{36})\"");

    private final SigningKeys keys;
    private final VerifiedTokens verified;
    private final DeviceHolders holders;
    private final Clock clock;

    AccessTokens(SigningKeys keys, VerifiedTokens verified, DeviceHolders holders, Clock clock) {
        this.keys = keys;
        this.verified = verified;
        this.holders = holders;
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

    /**
     * Whom a token names; empty where the token is not ours, is for something else, has ended, or names a device that is
     * not that person's.
     */
    Uni<Optional<Subject>> verify(String token, Audience audience) {
        var known = verified.find(token);
        return known.isPresent()
                ? Uni.createFrom().item(known.filter(subject -> subject.audience() == audience))
                : verifyAnew(token, audience);
    }

    private Uni<Optional<Subject>> verifyAnew(String token, Audience audience) {
        return keyOf(token).map(found -> found.flatMap(key -> read(token, audience, key)))
                .chain(read -> read.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : remembered(token, read.get()));
    }

    /** The key of ours that a token names; what else its header says of keys is not heard. */
    Uni<Optional<PublicKey>> keyOf(String token) {
        return keyId(token)
                .map(id -> keys.find(SigningKeys.Purpose.ACCESS_TOKEN, id)
                        .map(key -> Optional.ofNullable(key).map(known -> known.pair().getPublic())))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Optional<Read> read(String token, Audience audience, PublicKey key) {
        try {
            var jwt = parse(token, rules(audience, key));
            return holdsNow(jwt)
                    ? Optional.of(new Read(subject(jwt, audience), jwt.getExpirationTime()))
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A token names the same person and device each time: that they belong together is asked once. */
    private Uni<Optional<Subject>> remembered(String token, Read read) {
        var subject = read.subject();
        var belongs = subject.device().map(device -> holders.isOf(subject.account(), device))
                .orElseGet(() -> Uni.createFrom().item(true));
        return belongs.map(so -> Optional.of(subject).filter(any -> so)).invoke(whom -> whom
                .ifPresent(known -> verified.remember(token, known, read.endsAtSecond())));
    }

    /** What a token must be, but for its time. */
    JWTAuthContextInfo rules(Audience audience, PublicKey key) {
        var rules = new JWTAuthContextInfo(key, ISSUER);
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        rules.setExpectedAudience(Set.of(audience.claim()));
        // The library reads the machine's clock: it is not asked about time. Ours decides.
        rules.setClockSkew((int) Duration.ofDays(3_650).toSeconds());
        return rules;
    }

    /** The claims of a token that its signature and these rules bear out. */
    JsonWebToken parse(String token, JWTAuthContextInfo rules) throws ParseException {
        return new DefaultJWTParser(rules).parse(token);
    }

    /** Whether it has begun, where it says when, and has not ended. One that does not say when it ends has ended. */
    boolean holdsNow(JsonWebToken jwt) {
        long now = clock.instant().getEpochSecond();
        var begins = jwt.<Long>getClaim(Claims.nbf.name());
        return now < jwt.getExpirationTime() && (begins == null || begins <= now);
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
