package org.rollcall.backend.access;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Ids;

/**
 * The keys that sign access tokens: made at first use, kept in the database under the master key, shared by all nodes.
 * Thread-safe.
 */
@ApplicationScoped
class SigningKeys {

    /** A key and the id that tokens name it by. */
    record SigningKey(UUID id, KeyPair pair) {}

    private static final String ACTIVE = "select id, public_key, wrapped_key from signing_key"
            + " where purpose = 'ACCESS_TOKEN' and retired_at is null";

    private final Pool pool;
    private final MasterKey masterKey;
    private final Clock clock;
    private final Map<UUID, SigningKey> known = new ConcurrentHashMap<>();
    private volatile SigningKey active;

    SigningKeys(Pool pool, MasterKey masterKey, Clock clock) {
        this.pool = pool;
        this.masterKey = masterKey;
        this.clock = clock;
    }

    /** The key to sign with. */
    Uni<SigningKey> active() {
        var key = active;
        return key != null
                ? Uni.createFrom().item(key)
                : findActive().chain(found -> found != null ? remember(found) : make());
    }

    /** The key of that id, or null where there is none: another node may have made it a moment ago. */
    Uni<SigningKey> find(UUID id) {
        var key = known.get(id);
        return key != null
                ? Uni.createFrom().item(key)
                : pool.preparedQuery("select id, public_key, wrapped_key from signing_key where id = $1")
                        .execute(Tuple.of(id)).map(rows -> rows.rowCount() == 0 ? null : open(rows.iterator().next()))
                        .invoke(found -> {
                            if (found != null) {
                                known.put(found.id(), found);
                            }
                        });
    }

    private Uni<SigningKey> findActive() {
        return pool.query(ACTIVE).execute()
                .map(rows -> rows.rowCount() == 0 ? null : open(rows.iterator().next()));
    }

    private Uni<SigningKey> make() {
        var pair = generate();
        // Of two nodes that start at once one makes the key; both then read the same.
        return pool.preparedQuery("insert into signing_key (id, purpose, public_key, wrapped_key, created_at)"
                + " values ($1, 'ACCESS_TOKEN', $2, $3, $4) on conflict do nothing")
                .execute(Tuple.of(Ids.next(), Buffer.buffer(pair.getPublic().getEncoded()),
                        Buffer.buffer(masterKey.wrap(pair.getPrivate().getEncoded())),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .chain(this::findActive).chain(this::remember);
    }

    private Uni<SigningKey> remember(SigningKey key) {
        active = key;
        known.put(key.id(), key);
        return Uni.createFrom().item(key);
    }

    private SigningKey open(Row row) {
        try {
            var factory = KeyFactory.getInstance("EC");
            var publicKey = factory.generatePublic(new X509EncodedKeySpec(bytes(row, "public_key")));
            var privateKey = factory.generatePrivate(
                    new PKCS8EncodedKeySpec(masterKey.unwrap(bytes(row, "wrapped_key"))));
            return new SigningKey(row.getUUID("id"), new KeyPair(publicKey, privateKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored signing key is no P-256 key", e);
        }
    }

    private static byte[] bytes(Row row, String column) {
        return row.get(Buffer.class, column).getBytes();
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
