package org.rollcall.backend.alert;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Whom an alert is about, for features that are given one as a reason. Thread-safe. */
@ApplicationScoped
public class AlertSubjects {

    private static final String ABOUT = "select from alert where id = $1 and supervisee_id = $2";

    /**
     * Whether there is that alert about that person, as far as the scope of this transaction shows.
     *
     * @param scoped a transaction of {@link org.rollcall.backend.access.Scope}
     */
    public Uni<Boolean> isAbout(SqlConnection scoped, UUID alert, UUID supervisee) {
        return scoped.preparedQuery(ABOUT).execute(Tuple.of(alert, supervisee)).map(rows -> rows.rowCount() == 1);
    }
}
