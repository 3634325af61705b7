package org.rollcall.backend.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.test.junit.QuarkusMock;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.rollcall.backend.testing.PhoneKey;

/**
 * Forges access tokens: by the true key, to show what else is looked at, and by keys that are made to count. Takes the
 * defences against such tokens away, each alone and until the end of the test that asks for it.
 */
@ApplicationScoped
public class DefencesOfTokens {

    private final SigningKeys keys;
    private final SigningKeyWatch watch;
    private final Pool pool;
    private final MasterKey masterKey;
    private final VerifiedTokens verified;
    private final DeviceHolders holders;
    private final CredentialsConfig config;
    private final Clock clock;

    DefencesOfTokens(SigningKeys keys, SigningKeyWatch watch, Pool pool, MasterKey masterKey, VerifiedTokens verified,
            DeviceHolders holders,
            CredentialsConfig config, Clock clock) {
        this.watch = watch;
        this.verified = verified;
        this.holders = holders;
        this.config = config;
        this.keys = keys;
        this.pool = pool;
        this.masterKey = masterKey;
        this.clock = clock;
    }

    private SigningKeys.SigningKey active() {
        return keys.active(SigningKeys.Purpose.ACCESS_TOKEN).await().atMost(Duration.ofSeconds(5));
    }

    /** The id of the key that signs. */
    public UUID keyId() {
        return active().id();
    }

    /** What anybody may know of it. */
    public byte[] publicKey() {
        return active().pair().getPublic().getEncoded();
    }

    /** The whole of it, as who has the master key and the database has it. */
    public PhoneKey serversKey() {
        return new PhoneKey(active().pair());
    }

    /** Another key signs, and the one before is believed by nobody. */
    public void withdrawTheKey() {
        keys.rotate(SigningKeys.Purpose.ACCESS_TOKEN, true).chain(watch::look).await().atMost(Duration.ofSeconds(5));
    }

    /** The claims of a good token of that phone, to be changed. */
    public static Map<String, Object> claims(UUID person, UUID device, Instant now) {
        return new HashMap<>(Map.of("iss", "rollcall", "aud", "rollcall-api", "sub", person.toString(), "device",
                device.toString(), "iat", now.getEpochSecond(), "exp", now.getEpochSecond() + 600));
    }

    /** Those claims, signed as the server itself would. */
    public String signedByTheServer(Map<String, Object> claims) {
        var key = active();
        return new PhoneKey(key.pair()).sign(Map.of("alg", "ES256", "kid", key.id().toString()), claims);
    }

    /** That key counts as the server's, whatever id a token names. */
    public void trust(PhoneKey key) {
        QuarkusMock.installMockForType(new SigningKeys(pool, masterKey, clock) {
            @Override
            Uni<SigningKey> find(Purpose purpose, UUID id) {
                return Uni.createFrom().item(new SigningKey(id, key.pair()));
            }
        }, SigningKeys.class);
    }

    /** Nobody asks whether a token's signature is one. */
    public void lookAtNoSignature() {
        readBy((token, rules) -> claimsOf(token));
    }

    /** A token says by which algorithm it is to be believed, as the first libraries had it. */
    public void letTokensChooseTheirAlgorithm() {
        readBy((token, rules) -> {
            var parts = token.split("\\.", -1);
            var algorithm = json(parts[0]).getString("alg");
            if (!"none".equalsIgnoreCase(algorithm)) {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(rules.getPublicVerificationKey().getEncoded(), "HmacSHA256"));
                var right = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
                if (!MessageDigest.isEqual(right, Base64.getUrlDecoder().decode(parts[2]))) {
                    throw new ParseException("signed by somebody else");
                }
            }
            return claimsOf(token);
        });
    }

    /** Keys are found by what a token's header says of them. */
    public void findKeysBy(Function<Map<String, Object>, PublicKey> way) {
        install(new Weak() {
            @Override
            Uni<Optional<PublicKey>> keyOf(String token) {
                return Uni.createFrom().item(() -> Optional.of(way.apply(json(token.split("\\.", -1)[0]).getMap())))
                        .runSubscriptionOn(Infrastructure.getDefaultExecutor());
            }
        });
    }

    /** Nobody asks for whom a token is. */
    public void takeAnyAudience() {
        install(new Weak() {
            @Override
            JWTAuthContextInfo rules(Audience audience, PublicKey key) {
                var rules = super.rules(audience, key);
                rules.setExpectedAudience(null);
                return rules;
            }
        });
    }

    /** Nobody asks who issued a token. */
    public void takeAnyIssuer() {
        install(new Weak() {
            @Override
            JWTAuthContextInfo rules(Audience audience, PublicKey key) {
                var rules = super.rules(audience, key);
                rules.setIssuedBy(null);
                return rules;
            }
        });
    }

    /** Nobody asks when a token begins and ends, or whether it says so. */
    public void takeAnyTime() {
        install(new Weak() {
            @Override
            JsonWebToken parse(String token, JWTAuthContextInfo rules) throws ParseException {
                try {
                    return super.parse(token, rules);
                } catch (ParseException e) {
                    return claimsOf(token);
                }
            }

            @Override
            boolean holdsNow(JsonWebToken jwt) {
                return true;
            }
        });
    }

    /** What was taken once is taken from then on. */
    public void rememberTokensForEver() {
        QuarkusMock.installMockForType(new VerifiedTokens(config, Clock.fixed(clock.instant(), ZoneOffset.UTC)),
                VerifiedTokens.class);
    }

    /** Every device counts as everybody's. */
    public void takeAnyDeviceForAnybodys() {
        QuarkusMock.installMockForType(new DeviceHolders(pool) {
            @Override
            Uni<Boolean> isOf(UUID person, UUID device) {
                return Uni.createFrom().item(true);
            }
        }, DeviceHolders.class);
    }

    /** How a token is read. */
    private interface Reading {
        JsonWebToken read(String token, JWTAuthContextInfo rules) throws ParseException, GeneralSecurityException;
    }

    private void readBy(Reading way) {
        install(new Weak() {
            @Override
            JsonWebToken parse(String token, JWTAuthContextInfo rules) throws ParseException {
                try {
                    return way.read(token, rules);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private static void install(Weak weak) {
        QuarkusMock.installMockForType(weak, AccessTokens.class);
    }

    private static JsonObject json(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static JsonWebToken claimsOf(String token) throws ParseException {
        try {
            return new DefaultJWTCallerPrincipal(token, "JWT", JwtClaims.parse(json(token.split("\\.")[1]).encode()));
        } catch (InvalidJwtException e) {
            throw new ParseException("no claims", e);
        }
    }

    /** The same as the server's, but for what is overridden. */
    private class Weak extends AccessTokens {
        Weak() {
            super(keys, verified, holders, clock);
        }
    }
}
