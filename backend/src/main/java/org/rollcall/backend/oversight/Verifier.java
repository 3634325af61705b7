package org.rollcall.backend.oversight;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Recomputes the whole record as of one moment, batch by batch, and compares: entries with their hashes, batches with one
 * another, anchors with batches, signatures and the files outside. It believes nothing that the database says of itself
 * but what was signed. Memory is bounded by the number of batches, not of entries. Thread-safe.
 */
final class Verifier {

    private static final String ONE_MOMENT = "set transaction isolation level repeatable read, read only";
    private static final String NEXT_BATCH = "select " + Batch.COLUMNS + ", last_tx::text as last_tx from audit_batch"
            + " where number > $1 order by number limit 1";
    private static final String ENTRIES = "select " + SealedEntry.COLUMNS
            + " from audit_entry e where e.id = any ($1)";
    private static final String ANCHORS = "select " + Anchor.COLUMNS + " from audit_anchor order by number";
    private static final String UNSEALED = "from audit_entry e left join (select unnest(entry_ids) as id"
            + " from audit_batch) s on s.id = e.id where s.id is null and ";
    // Older than what is sealed, or of a transaction that there has not been: sealing would never come to it.
    private static final String STRAY = "(e.tx < ($1::text)::xid8 or e.tx >= pg_snapshot_xmax(pg_current_snapshot()))";
    private static final String STRAYS = "select e.id " + UNSEALED + STRAY + " order by e.id limit $2";
    private static final String WAITING = "select count(*) as waiting, min(e.at) as oldest " + UNSEALED + "not "
            + STRAY;

    private final Pool pool;
    private final Optional<AnchorFiles> files;
    private final Set<String> keys;

    /**
     * @param files where the anchors outside the database lie
     * @param keys fingerprints of the keys that may have signed; empty for any
     */
    Verifier(Pool pool, Optional<AnchorFiles> files, Set<String> keys) {
        this.pool = pool;
        this.files = files;
        this.keys = keys;
    }

    /** Reads the directory on the thread that subscribes: it may block. */
    Uni<Report> verify() {
        var outside = files.map(AnchorFiles::all);
        var walk = new Walk();
        return pool.withTransaction(transaction -> transaction.query(ONE_MOMENT).execute()
                .chain(() -> Uni.createFrom().deferred(() -> batch(transaction, walk)).repeat()
                        .until(more -> !more).onItem().ignoreAsUni())
                .chain(() -> strays(transaction, walk))
                .chain(() -> transaction.query(ANCHORS).execute())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Anchor::of).toList()))
                .map(anchors -> {
                    new AnchorCheck(walk, keys).check(anchors, outside);
                    return walk.report(anchors, outside.map(all -> (long) all.size()));
                });
    }

    private Uni<Boolean> batch(SqlConnection transaction, Walk walk) {
        return transaction.preparedQuery(NEXT_BATCH).execute(Tuple.of(walk.number())).chain(rows -> {
            if (rows.rowCount() == 0) {
                return Uni.createFrom().item(false);
            }
            var row = rows.iterator().next();
            var batch = Batch.of(row);
            return transaction.preparedQuery(ENTRIES)
                    .execute(Tuple.tuple().addArrayOfUUID(batch.ids().toArray(UUID[]::new)))
                    .map(found -> StreamSupport.stream(found.spliterator(), false).map(SealedEntry::of)
                            .collect(Collectors.toMap(SealedEntry::id, entry -> entry)))
                    .invoke(entries -> walk.step(batch, entries, row.getString("last_tx"))).replaceWith(true);
        });
    }

    private static Uni<Void> strays(SqlConnection transaction, Walk walk) {
        return transaction.preparedQuery(STRAYS).execute(Tuple.of(walk.lastTx(), Walk.MOST_FINDINGS))
                .invoke(rows -> rows.forEach(row -> walk.found(Finding.Kind.ENTRY_INSERTED,
                        "entry " + row.getUUID("id"))))
                .chain(() -> transaction.preparedQuery(WAITING).execute(Tuple.of(walk.lastTx())))
                .invoke(rows -> walk.waiting(rows.iterator().next())).replaceWithVoid();
    }
}
