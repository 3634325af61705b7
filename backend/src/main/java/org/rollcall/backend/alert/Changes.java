package org.rollcall.backend.alert;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Which alerts have changed since one looked last, missing none: a row carries the number of the transaction that changed
 * it last, and a reader stops below the oldest transaction that is still under way, since that one may yet commit a lower
 * number (DESIGN section 6). An alert that changes again comes again, and may come once for two changes. Thread-safe.
 */
@ApplicationScoped
class Changes {

    private static final String SINCE = "select id, tx::text from alert where (tx, id) > ($1::text::xid8, $2)"
            + " and tx < pg_snapshot_xmin(pg_current_snapshot()) order by tx, id limit $3";

    /** What was seen last: the transaction, and the alert within it. */
    record Seen(String transaction, UUID alert) {}

    private static final Seen NOTHING = new Seen("0", new UUID(0, 0));

    private final Pool pool;

    Changes(@ReactiveDataSource("worker") Pool pool) {
        this.pool = pool;
    }

    /**
     * The next alerts that have changed, oldest transaction first.
     *
     * @param last what was seen last; empty to begin with the first there is
     * @param most how many at most
     */
    Uni<List<Seen>> since(Optional<Seen> last, int most) {
        var seen = last.orElse(NOTHING);
        return pool.preparedQuery(SINCE).execute(Tuple.of(seen.transaction(), seen.alert(), most))
                .map(rows -> AlertRows.list(rows, row -> new Seen(row.getString("tx"), row.getUUID("id"))));
    }

    /** Where a reader begins who wants to see only what comes from now on. */
    Uni<Seen> now() {
        return pool.query("select (pg_snapshot_xmin(pg_current_snapshot()))::text as tx").execute()
                .map(rows -> new Seen(rows.iterator().next().getString("tx"), new UUID(0, 0)));
    }
}
