package org.rollcall.backend.location;

import java.time.Instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Work of another feature that is done in the transaction of a fix, or not at all: a check-in counts its slot with it.
 * It runs as {@code rollcall_intake}, after the standings are locked and before alerts are; it may lock slots.
 */
@FunctionalInterface
public interface Companion<T> {

    /**
     * Does the work. May be called again after a rollback, and for a fix that is known already.
     *
     * <p>A {@link org.rollcall.backend.platform.ProblemException} refuses the fix with the work: nothing of the two is
     * kept, and what else is in the transaction is not touched. Any other failure is taken for the database's.
     *
     * @param receivedAt when the fix came
     */
    Uni<T> run(SqlConnection transaction, Instant receivedAt);
}
