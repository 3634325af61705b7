package org.rollcall.backend.access;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Allowances;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Timestamps;

/**
 * The keys that sign, one for each purpose: made at first use, kept in the database under the master key, shared by all
 * nodes. A key of one purpose is never found for another. One that was retired is believed until the last token that it
 * has signed has ended; one that was withdrawn, by nobody who has looked since. Thread-safe.
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

    /** @param retiredAt since when it signs nothing; null while it signs */
    private record Kept(SigningKey key, Instant retiredAt) {

        boolean isBelievedAt(Instant now) {
            return retiredAt == null || retiredAt.isAfter(now.minus(BELIEVED_FOR));
        }
    }

    /** As long as tokens hold, and a minute for nodes that have not heard of it yet and sign with it. */
    static final Duration BELIEVED_FOR = AccessTokens.LIFE.plusMinutes(1);

    /** So many ids of keys that are not known here are looked up. */
    private static final int ASKED_AT_ONCE = 1_000;
    private static final int ASKED_A_SECOND = 10;

    private static final String SELECT = "select id, public_key, wrapped_key, retired_at from signing_key"
            + " where purpose = $1 and ";
    private static final String ACTIVE = SELECT + "retired_at is null";
    private static final String BELIEVED = SELECT + "not withdrawn and (retired_at is null or retired_at > $2)";
    private static final String ONE = BELIEVED + " and id = $3";
    private static final String RETIRE = "update signing_key set retired_at = coalesce(retired_at,"
            + " greatest(created_at, $2)), withdrawn = withdrawn or $3 where purpose = $1"
            + " and (retired_at is null or ($3 and not withdrawn))";
    private static final String MAKE = "insert into signing_key (id, purpose, public_key, wrapped_key, created_at)"
            + " values ($1, $2, $3, $4, $5) on conflict do nothing";

    private final Pool pool;
    private final MasterKey masterKey;
    private final Clock clock;
    private final Allowances<Purpose> asked;
    private final Map<Name, Kept> known = new ConcurrentHashMap<>();
    private final Map<Purpose, SigningKey> active = new ConcurrentHashMap<>();

    SigningKeys(Pool pool, MasterKey masterKey, Clock clock) {
        this.pool = pool;
        this.masterKey = masterKey;
        this.clock = clock;
        this.asked = new Allowances<>(ASKED_AT_ONCE, ASKED_A_SECOND, Purpose.values().length, clock);
    }

    /** The key to sign with. A node that knows it does not ask: it hears of another by {@link #reread}. */
    Uni<SigningKey> active(Purpose purpose) {
        var key = active.get(purpose);
        return key != null ? Uni.createFrom().item(key) : activeAnew(purpose);
    }

    /** The same as the database has it now, for what is signed so seldom that it may ask. */
    Uni<SigningKey> activeAnew(Purpose purpose) {
        return findActive(pool, purpose)
                .chain(found -> found != null ? Uni.createFrom().item(found) : make(pool, purpose))
                .invoke(key -> remember(purpose, new Kept(key, null)));
    }

    /**
     * The key of that id and purpose, or null where there is none that is believed: another node may have made it a moment
     * ago.
     */
    Uni<SigningKey> find(Purpose purpose, UUID id) {
        var kept = known.get(new Name(purpose, id));
        if (kept != null) {
            return Uni.createFrom().item(kept.isBelievedAt(clock.instant()) ? kept.key() : null);
        }
        // Keys are read again by themselves: who makes up ids of keys gets no question for each.
        if (asked.count(purpose).isPresent()) {
            return Uni.createFrom().nullItem();
        }
        return pool.preparedQuery(ONE).execute(Tuple.of(purpose.name(), since(), id)).map(rows -> {
            if (rows.size() == 0) {
                return null;
            }
            var found = kept(rows.iterator().next());
            remember(purpose, found);
            return found.key();
        });
    }

    /** Those of that purpose that are believed, as this node knows them. */
    List<SigningKey> listBelieved(Purpose purpose) {
        var now = clock.instant();
        return known.entrySet().stream()
                .filter(entry -> entry.getKey().purpose() == purpose && entry.getValue().isBelievedAt(now))
                .map(entry -> entry.getValue().key()).sorted(Comparator.comparing(SigningKey::id)).toList();
    }

    /**
     * Looks which are in force now.
     *
     * @return whether one that this node believed is not believed any more
     */
    Uni<Boolean> reread(Purpose purpose) {
        return pool.preparedQuery(BELIEVED).execute(Tuple.of(purpose.name(), since())).map(rows -> {
            var inForce = new HashMap<Name, Kept>();
            rows.forEach(row -> inForce.put(new Name(purpose, row.getUUID("id")), kept(purpose, row)));
            var gone = known.keySet().stream()
                    .filter(name -> name.purpose() == purpose && !inForce.containsKey(name)).toList();
            gone.forEach(known::remove);
            // The next to sign asks, where there is none.
            active.remove(purpose);
            inForce.values().forEach(kept -> remember(purpose, kept));
            return !gone.isEmpty();
        });
    }

    /**
     * Retires the key that signs, and makes another. This node hears of it as others do, by {@link #reread}.
     *
     * @param atOnce whether nothing that was signed before is believed any more
     */
    Uni<SigningKey> rotate(Purpose purpose, boolean atOnce) {
        return pool.withTransaction(transaction -> transaction.preparedQuery(RETIRE)
                .execute(Tuple.of(purpose.name(), Timestamps.utc(clock.instant()), atOnce))
                .chain(() -> make(transaction, purpose)));
    }

    private Uni<SigningKey> findActive(SqlClient database, Purpose purpose) {
        return database.preparedQuery(ACTIVE).execute(Tuple.of(purpose.name()))
                .map(rows -> rows.size() == 0 ? null : open(rows.iterator().next()));
    }

    private Uni<SigningKey> make(SqlClient database, Purpose purpose) {
        var pair = generate();
        // Of two nodes that start at once one makes the key; both then read the same.
        return database.preparedQuery(MAKE)
                .execute(Tuple.of(Ids.next(), purpose.name(), Buffer.buffer(pair.getPublic().getEncoded()),
                        Buffer.buffer(masterKey.wrap(pair.getPrivate().getEncoded())),
                        Timestamps.utc(clock.instant())))
                .chain(() -> findActive(database, purpose));
    }

    private void remember(Purpose purpose, Kept kept) {
        known.put(new Name(purpose, kept.key().id()), kept);
        if (kept.retiredAt() == null) {
            active.put(purpose, kept.key());
        }
    }

    /** That of the row; what is known is not opened again. */
    private Kept kept(Purpose purpose, Row row) {
        var before = known.get(new Name(purpose, row.getUUID("id")));
        return before == null ? kept(row) : new Kept(before.key(), retiredAt(row));
    }

    private Kept kept(Row row) {
        return new Kept(open(row), retiredAt(row));
    }

    private static Instant retiredAt(Row row) {
        return Timestamps.instant(row, "retired_at");
    }

    private OffsetDateTime since() {
        return Timestamps.utc(clock.instant().minus(BELIEVED_FOR));
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
