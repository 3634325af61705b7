package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.test.junit.QuarkusMock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.rollcall.backend.testing.PhoneKey;

/** Forges access tokens: by the true key, to show what else is looked at, and by keys that are made to count. */
@ApplicationScoped
public class DefencesOfTokens {

    private final SigningKeys keys;
    private final Pool pool;
    private final MasterKey masterKey;
    private final Clock clock;

    DefencesOfTokens(SigningKeys keys, Pool pool, MasterKey masterKey, Clock clock) {
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
}
