package org.rollcall.backend.supervisee;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;

/** Whether the asker may see somebody at all: the first thing that every operation on a person asks. Thread-safe. */
@ApplicationScoped
public class SuperviseeLookup {

    /**
     * Nothing, for somebody on the register and in the scope of this transaction.
     *
     * @throws ProblemException in the Uni: NOT_FOUND
     */
    public Uni<Void> require(SqlConnection transaction, UUID person) {
        return transaction.preparedQuery("select from supervisee where id = $1").execute(Tuple.of(person))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                }).replaceWithVoid();
    }
}
