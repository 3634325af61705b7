package org.rollcall.backend.oversight;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.AnchorKey;

/** Makes anchors, one at a time whichever node does it, also where nothing was sealed since: it says that as well. Thread-safe. */
final class Anchors {

    private static final String LAST = "select " + Anchor.COLUMNS + " from audit_anchor order by number desc limit 1";
    private static final String BEHIND = "select " + Anchor.COLUMNS
            + " from audit_anchor where number > $1 order by number limit $2";
    private static final String HEAD = "select number, hash from audit_batch order by number desc limit 1";
    private static final String SEALED = "select coalesce(sum(cardinality(entry_ids)), 0) as entries from audit_batch"
            + " where number > $1";

    private final Pool pool;
    private final AnchorKey key;
    private final Clock clock;
    private final Duration every;

    Anchors(Pool pool, AnchorKey key, Clock clock, Duration every) {
        this.pool = pool;
        this.key = key;
        this.clock = clock;
        this.every = every;
    }

    /** Makes the next where it is time. Whether one was made. */
    Uni<Boolean> makeIfDue() {
        return Sealer.inTurn(pool, false, transaction -> transaction.query(LAST).execute()
                .map(rows -> rows.rowCount() == 0 ? null : Anchor.of(rows.iterator().next()))
                .chain(last -> last != null && clock.instant().isBefore(last.madeAt().plus(every))
                        ? Uni.createFrom().item(false)
                        : make(transaction, last)));
    }

    /** Those behind that number, in order. */
    Uni<List<Anchor>> behind(long number, int most) {
        return pool.preparedQuery(BEHIND).execute(Tuple.of(number, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Anchor::of).toList());
    }

    private Uni<Boolean> make(SqlConnection transaction, Anchor last) {
        long counted = last == null ? 0 : last.batch();
        return transaction.query(HEAD).execute().chain(rows -> rows.rowCount() == 0
                ? Uni.createFrom().item(false)
                : transaction.preparedQuery(SEALED).execute(Tuple.of(counted))
                        .map(sums -> sums.iterator().next().getBigDecimal("entries").longValueExact())
                        .chain(sealed -> sign(transaction, last, rows.iterator().next(), sealed)).replaceWith(true));
    }

    private Uni<Void> sign(SqlConnection transaction, Anchor last, Row head, long sealed) {
        var anchor = new Anchor(last == null ? 1 : last.number() + 1, CanonicalForm.FORMAT,
                clock.instant().truncatedTo(ChronoUnit.MILLIS), head.getLong("number"),
                (last == null ? 0 : last.entries()) + sealed, head.getBuffer("hash").getBytes(),
                last == null ? Batch.NONE : last.hash(), null);
        return key.sign(anchor.content()).map(anchor::with)
                .chain(signed -> transaction.preparedQuery(Anchor.INSERT).execute(signed.row())).replaceWithVoid();
    }
}
