package org.rollcall.backend.privacy;

import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Seals all fields anew by a new key, some rows a transaction, beside nodes that serve. What is interrupted goes on where
 * it was: a new key is made only when nothing is left of the ones before. Thread-safe.
 */
@ApplicationScoped
class FieldRotation {

    /** @param left whether something is sealed by an older key yet */
    private record Step(int done, boolean left) {}

    static final int BATCH = 200;

    private static final String LEFT = "select exists (select from personal_data p join field_key k on k.id = p.key_id"
            + " where k.retired_at is not null) as left";
    private static final String CLAIM = "select " + SealedData.COLUMNS + " from personal_data where key_id <> $1"
            + " order by supervisee_id limit $2 for update";
    private static final String RESEAL = "update personal_data set " + SealedData.VALUES + " where supervisee_id = $1";

    private final Pool pool;
    private final FieldKeys keys;

    FieldRotation(@ReactiveDataSource("worker") Pool pool, FieldKeys keys) {
        this.pool = pool;
        this.keys = keys;
    }

    /**
     * Until nothing is left, also of what somebody had under a lock meanwhile.
     *
     * @return how many rows were sealed anew
     */
    Uni<Integer> run() {
        return begin().chain(() -> Uni.createFrom().deferred(this::step).repeat().whilst(Step::left).map(Step::done)
                .collect().with(Collectors.summingInt(done -> done)));
    }

    private Uni<Step> step() {
        return batch().chain(done -> pool.query(LEFT).execute()
                .map(rows -> new Step(done, rows.iterator().next().getBoolean("left"))));
    }

    /** A new key, unless one is on its way. */
    Uni<Void> begin() {
        return pool.withTransaction(tx -> tx.query(LEFT).execute()
                .chain(rows -> rows.iterator().next().getBoolean("left")
                        ? Uni.createFrom().voidItem()
                        : keys.active(tx).chain(() -> keys.replace(tx))));
    }

    /** Some rows; how many. */
    Uni<Integer> batch() {
        return pool.withTransaction(tx -> keys.active(tx)
                .chain(key -> tx.preparedQuery(CLAIM).execute(Tuple.of(key.id(), BATCH))
                        .chain(rows -> Multi.createFrom().iterable(rows).onItem()
                                .transformToUniAndConcatenate(row -> reseal(tx, key, row)).collect().asList()
                                .map(java.util.List::size))));
    }

    private Uni<Integer> reseal(SqlConnection tx, FieldKey key, Row row) {
        return keys.get(tx, row.getUUID("key_id"))
                .chain(old -> tx.preparedQuery(RESEAL).execute(SealedData.sealed(key, row.getUUID("supervisee_id"),
                        SealedData.open(old, row))))
                .map(done -> done.rowCount());
    }
}
