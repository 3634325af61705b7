package org.rollcall.backend.alert;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.notifications.AlertCode;

/** Whom an alert is about, for features that are given one as a reason. Thread-safe. */
@ApplicationScoped
public class AlertSubjects {

    private static final String ACTIVE = "select from alert a where a.supervisee_id = $1 and a.cause_key = $2"
            + " and a.opened_at <= $4 and (a.condition = 'ACTIVE' or exists (select from alert_entry e"
            + " where e.alert_id = a.id and e.kind = 'CLEARED' and e.at >= $3)) limit 1";
    private static final String ABOUT = "select from alert where id = $1 and supervisee_id = $2";

    /**
     * Whether there is that alert about that person, as far as the scope of this transaction shows.
     *
     * @param scoped a transaction of {@link org.rollcall.backend.access.Scope}
     */
    public Uni<Boolean> isAbout(SqlConnection scoped, UUID alert, UUID supervisee) {
        return scoped.preparedQuery(ABOUT).execute(Tuple.of(alert, supervisee)).map(rows -> rows.rowCount() == 1);
    }

    /** Whether there was an alert of that cause that was active at some time between these instants. */
    public Uni<Boolean> wasActive(SqlConnection tx, UUID supervisee, AlertCode code, String object, Instant from,
            Instant until) {
        return tx.preparedQuery(ACTIVE).execute(
                Tuple.of(supervisee, Cause.key(code, object), Timestamps.utc(from), Timestamps.utc(until)))
                .map(rows -> rows.rowCount() == 1);
    }
}
