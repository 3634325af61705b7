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
 * The keys that sign, one for each purpose: made at first use, kept in the database under the master key, shared by all
 * nodes. A key of one purpose is never found for another. Thread-safe.
 */
@ApplicationScoped
class SigningKeys {

    /** A key and the id that tokens name it by. */
    record SigningKey(UUID id, KeyPair pair) {}

    /** What a key signs, as in the database. */
    enum Purpose {
        ACCESS_TOKEN, AUDIT_ANCHOR
    }

    private record Name(Purpose purpose, UUID id) {}

    private static final String ACTIVE = "select id, public_key, wrapped_key from signing_key"
            + " where purpose = $1 and retired_at is null";
    private static final String ONE = "select id, public_key, wrapped_key from signing_key"
            + " where purpose = $1 and id = $2";
    private static final String MAKE = "insert into signing_key (id, purpose, public_key, wrapped_key, created_at)"
            + " values ($1, $2, $3, $4, $5) on conflict do nothing";

    private final Pool pool;
    private final MasterKey masterKey;
    private final Clock clock;
    private final Map<Name, SigningKey> known = new ConcurrentHashMap<>();
    private final Map<Purpose, SigningKey> active = new ConcurrentHashMap<>();

    SigningKeys(Pool pool, MasterKey masterKey, Clock clock) {
        this.pool = pool;
        this.masterKey = masterKey;
        this.clock = clock;
    }

    /** The key to sign with. A node that knows it does not ask again: what was retired is signed with until it restarts. */
    Uni<SigningKey> active(Purpose purpose) {
        var key = active.get(purpose);
        return key != null ? Uni.createFrom().item(key) : activeAnew(purpose);
    }

    /** The same as the database has it now, for what is signed so seldom that it may ask. */
    Uni<SigningKey> activeAnew(Purpose purpose) {
        return findActive(purpose)
                .chain(found -> found != null ? Uni.createFrom().item(found) : make(purpose))
                .invoke(key -> remember(purpose, key));
    }

    /** The key of that id and purpose, or null where there is none: another node may have made it a moment ago. */
    Uni<SigningKey> find(Purpose purpose, UUID id) {
        var name = new Name(purpose, id);
        var key = known.get(name);
        return key != null
                ? Uni.createFrom().item(key)
                : pool.preparedQuery(ONE).execute(Tuple.of(purpose.name(), id))
                        .map(rows -> rows.rowCount() == 0 ? null : open(rows.iterator().next()))
                        .invoke(found -> {
                            if (found != null) {
                                known.put(name, found);
                            }
                        });
    }

    private Uni<SigningKey> findActive(Purpose purpose) {
        return pool.preparedQuery(ACTIVE).execute(Tuple.of(purpose.name()))
                .map(rows -> rows.rowCount() == 0 ? null : open(rows.iterator().next()));
    }

    private Uni<SigningKey> make(Purpose purpose) {
        var pair = generate();
        // Of two nodes that start at once one makes the key; both then read the same.
        return pool.preparedQuery(MAKE)
                .execute(Tuple.of(Ids.next(), purpose.name(), Buffer.buffer(pair.getPublic().getEncoded()),
                        Buffer.buffer(masterKey.wrap(pair.getPrivate().getEncoded())),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .chain(() -> findActive(purpose));
    }

    private void remember(Purpose purpose, SigningKey key) {
        active.put(purpose, key);
        known.put(new Name(purpose, key.id()), key);
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
