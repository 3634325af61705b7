package org.rollcall.backend.location;

import java.util.Optional;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.PreparedQuery;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The connection of a node that waits at gates before the statements that matter; its lock may be taken out. */
final class GatedConnection extends SqlConnection {

    private static final String LOCKING = " for update of s";

    private final int node;
    private final Interleaving interleaving;
    private final boolean locking;
    private Uni<Void> passed = Uni.createFrom().voidItem();

    GatedConnection(SqlConnection connection, int node, Interleaving interleaving, boolean locking) {
        super(connection.getDelegate());
        this.node = node;
        this.interleaving = interleaving;
        this.locking = locking;
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        var query = super.preparedQuery(locking ? sql : sql.replace(LOCKING, ""));
        // What comes down the connection after a gate stays behind it.
        gate(sql).ifPresent(gate -> passed = interleaving.pass(node, gate).memoize().indefinitely());
        var behind = passed;
        return new PreparedQuery<>(query.getDelegate()) {
            @Override
            public Uni<RowSet<Row>> execute(Tuple tuple) {
                return behind.chain(() -> query.execute(tuple));
            }

            @Override
            public Uni<RowSet<Row>> execute() {
                return behind.chain(() -> query.execute());
            }
        };
    }

    private static Optional<Interleaving.Gate> gate(String sql) {
        if (sql.startsWith("select s.supervisee_id") && sql.endsWith(LOCKING)) {
            return Optional.of(Interleaving.Gate.LOCK);
        }
        if (sql.startsWith("select k.n")) {
            return Optional.of(Interleaving.Gate.READ);
        }
        if (sql.startsWith("with stored as (insert into fix ")) {
            return Optional.of(Interleaving.Gate.INSERT);
        }
        return sql.startsWith("update standing ") ? Optional.of(Interleaving.Gate.WRITE) : Optional.empty();
    }
}
