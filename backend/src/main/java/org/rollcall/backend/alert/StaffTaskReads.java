package org.rollcall.backend.alert;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.ProblemException;

/** Shows what a message about work is about. Thread-safe. */
@ApplicationScoped
class StaffTaskReads {

    private static final String ONE = "select id, supervisee_id, kind, told_at from staff_task where id = $1";

    private final Scope scope;

    StaffTaskReads(Scope scope) {
        this.scope = scope;
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is none in scope */
    Uni<StaffTask> get(UUID id) {
        return scope.inTransaction(transaction -> transaction.preparedQuery(ONE).execute(Tuple.of(id))).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return StaffTask.of(rows.iterator().next());
        });
    }
}
