package org.rollcall.backend.location;

import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * A transaction whose beginning nobody waits for: it goes down the connection together with the first statements.
 *
 * <p>Once begun it goes to its end, whether or not anybody waits for it: whoever cancels what it gives cancels the waiting
 * alone. To break off between two statements would hand a connection with an open transaction back to the pool, or let
 * a statement that was on its way run after the rollback, by itself.
 */
final class EagerTransaction {

    private EagerTransaction() {
    }

    /**
     * Does the work and commits it.
     *
     * @return what the work gives, once that has committed; fails with what failed first, and then nothing of it is kept
     */
    static <T> Uni<T> in(Pool pool, Function<SqlConnection, Uni<T>> work) {
        // An emitter that asks for no end is not told of one.
        return Uni.createFrom()
                .emitter(waiting -> toItsEnd(pool, work).subscribe().with(waiting::complete, waiting::fail));
    }

    private static <T> Uni<T> toItsEnd(Pool pool, Function<SqlConnection, Uni<T>> work) {
        return pool.getConnection().chain(connection -> {
            var begun = connection.query("begin").execute();
            return Uni.combine().all().unis(begun, Uni.createFrom().deferred(() -> work.apply(connection))).asTuple()
                    .chain(done -> connection.query("commit").execute().replaceWith(done.getItem2()))
                    .onFailure().call(failure -> connection.query("rollback").execute()
                            // The failure that is told is the first; who cannot roll back has lost the connection.
                            .onFailure().recoverWithNull())
                    .onTermination().call(connection::close);
        });
    }
}
