package org.rollcall.backend.privacy;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Sealing;
import org.rollcall.backend.platform.CryptoSuite;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Timestamps;

/**
 * The keys of fields: made at first use, kept in the database sealed under the master key, shared by all nodes (ADR 35).
 * Which one seals is asked each time, since another node may have changed it. Thread-safe.
 */
@ApplicationScoped
class FieldKeys {

    private static final String PURPOSE = "field-key";
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String COLUMNS = "select id, suite, seal_key, index_key from field_key";
    private static final String INSERT = "insert into field_key (id, suite, seal_key, index_key, created_at)"
            + " values ($1, $2, $3, $4, $5) on conflict do nothing";

    private final Sealing sealing;
    private final CryptoSuite suite;
    private final Clock clock;
    private final Map<UUID, FieldKey> opened = new ConcurrentHashMap<>();

    FieldKeys(Sealing sealing, CryptoSuite suite, Clock clock) {
        this.sealing = sealing;
        this.suite = suite;
        this.clock = clock;
    }

    /** The one that seals now; made where there is none. */
    Uni<FieldKey> active(SqlConnection tx) {
        return find(tx).chain(found -> found.isEmpty()
                // Of two nodes that do so at once one makes it; both then read the same.
                ? make(tx).chain(() -> find(tx)).map(made -> made.get(0))
                : Uni.createFrom().item(found.get(0)));
    }

    /** All that some row in the scope of this transaction was sealed by: by each of them a value may be found. */
    Uni<List<FieldKey>> inUse(SqlConnection tx) {
        return keys(tx, COLUMNS + " k where exists (select from personal_data p where p.key_id = k.id)", Tuple.tuple());
    }

    /** That key, whether it seals or only opens. */
    Uni<FieldKey> get(SqlConnection tx, UUID id) {
        var known = opened.get(id);
        return known != null
                ? Uni.createFrom().item(known)
                : keys(tx, COLUMNS + " where id = $1", Tuple.of(id)).map(found -> found.get(0));
    }

    /** A new one takes the place of the one that seals now. */
    Uni<Void> replace(SqlConnection tx) {
        return tx.preparedQuery("update field_key set retired_at = greatest(created_at, $1) where retired_at is null")
                .execute(Tuple.of(Timestamps.utc(clock.instant()))).chain(() -> make(tx));
    }

    private Uni<List<FieldKey>> find(SqlConnection tx) {
        return keys(tx, COLUMNS + " where retired_at is null", Tuple.tuple());
    }

    private Uni<Void> make(SqlConnection tx) {
        return tx.preparedQuery(INSERT).execute(Tuple.of(Ids.next(), suite.name(), fresh(), fresh(),
                Timestamps.utc(clock.instant()))).replaceWithVoid();
    }

    private Buffer fresh() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return Buffer.buffer(sealing.seal(PURPOSE, key));
    }

    private Uni<List<FieldKey>> keys(SqlConnection tx, String sql, Tuple parameters) {
        return tx.preparedQuery(sql).execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(this::open).toList());
    }

    private FieldKey open(Row row) {
        return opened.computeIfAbsent(row.getUUID("id"), id -> {
            if (!suite.name().equals(row.getString("suite"))) {
                throw new IllegalStateException("fields are sealed by " + row.getString("suite")
                        + ": rollcall.crypto.suite says otherwise");
            }
            return new FieldKey(id, suite, sealing.open(PURPOSE, row.getBuffer("seal_key").getBytes()),
                    sealing.open(PURPOSE, row.getBuffer("index_key").getBytes()));
        });
    }
}
