package org.rollcall.backend.oversight;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Seals entries in the order of their commits (ADR 9), a bounded batch a transaction. Who writes entries never waits for
 * it. Of several nodes one seals at a time; the others find the turn taken and leave. Thread-safe.
 */
final class Sealer {

    static final String TURN = "select pg_try_advisory_xact_lock(hashtextextended('rollcall.audit.sealing', 0))";
    private static final String HEAD = "select number, hash, last_tx::text as last_tx from audit_batch"
            + " order by number desc limit 1";
    // In the last transaction that was sealed there may be more: a batch ends where it is full, and a restore puts many
    // transactions under one number. What is sealed of it stands in the batches that end with it.
    private static final String WAITING = " from audit_entry e where e.tx >= ($1::text)::xid8 and not (e.tx ="
            + " ($1::text)::xid8 and e.id = any (select unnest(b.entry_ids) from audit_batch b"
            + " where b.last_tx = ($1::text)::xid8))";
    private static final String NEXT = "select " + SealedEntry.COLUMNS + WAITING
            + " and e.tx < pg_snapshot_xmin(pg_current_snapshot()) order by e.tx, e.id limit $2";
    static final String OLDEST = "select e.at" + WAITING.replace("$1::text",
            "select coalesce((select last_tx from audit_batch order by number desc limit 1), '0')::text")
            + " order by e.tx, e.id limit 1";

    private record Head(long number, byte[] hash, String lastTx) {}

    private final Pool pool;
    private final Clock clock;
    private final int most;

    Sealer(Pool pool, Clock clock, int most) {
        this.pool = pool;
        this.clock = clock;
        this.most = most;
    }

    /** How many entries were sealed: none where there is nothing to seal, or another node has the turn. */
    Uni<Integer> sealOne() {
        return inTurn(pool, 0, transaction -> transaction.query(HEAD).execute()
                .map(rows -> rows.rowCount() == 0 ? new Head(0, Batch.NONE, "0") : head(rows.iterator().next()))
                .chain(head -> transaction.preparedQuery(NEXT).execute(Tuple.of(head.lastTx, most))
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(SealedEntry::of).toList())
                        .chain(entries -> seal(transaction, head, entries))));
    }

    /** The work in a transaction, where no other node has the turn; else that answer. */
    static <T> Uni<T> inTurn(Pool pool, T otherwise, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(transaction -> transaction.query(TURN).execute()
                .chain(rows -> rows.iterator().next().getBoolean(0)
                        ? work.apply(transaction)
                        : Uni.createFrom().item(otherwise)));
    }

    private Uni<Integer> seal(SqlConnection transaction, Head head, List<SealedEntry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        var batch = Batch.over(head.number + 1, head.hash, entries, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return transaction.preparedQuery(Batch.INSERT).execute(batch.row(entries.get(entries.size() - 1).tx()))
                .replaceWith(entries.size());
    }

    private static Head head(Row row) {
        return new Head(row.getLong("number"), row.getBuffer("hash").getBytes(), row.getString("last_tx"));
    }
}
