package org.rollcall.backend.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.notifications.AlertCode;

/**
 * The few alerts that software may close, each saying why (DESIGN section 5): a silence that contact explains, and what
 * custody, release or a recorded outage has ended. It finds nothing: the history says closed by nobody, with the reason.
 * Thread-safe; runs in the transaction of any role that may write alerts, which has locked standings and slots before.
 */
@ApplicationScoped
public class Closings {

    // A cry for help is for people to answer, wherever who cried is.
    private static final String LOCK_ALL = "select id, condition from alert where supervisee_id = $1"
            + " and handling <> 'CLOSED' and code <> 'HELP_REQUESTED' and opened_at >= coalesce($2::timestamptz, '-infinity')"
            + " and opened_at < coalesce($3::timestamptz, 'infinity') order by supervisee_id, cause_key for update";
    private static final String LOCK_ONE = "select id, condition from alert where supervisee_id = $1"
            + " and cause_key = $2 and handling <> 'CLOSED' for update";
    private static final String CLOSE = "update alert set condition = 'CLEARED', handling = 'CLOSED',"
            + " changed_at = greatest(changed_at, $2), tx = pg_current_xact_id() where id = any ($1)";
    private static final String ENTER = "insert into alert_entry (alert_id, seq, kind, at, handling, reason)"
            + " select id, (select coalesce(max(e.seq), 0) + 1 from alert_entry e where e.alert_id = id), 'HANDLED', $2::timestamptz,"
            + " 'CLOSED', $3::text from unnest($1::uuid[]) as id";

    private final Clock clock;

    Closings(Clock clock) {
        this.clock = clock;
    }

    /**
     * Closes what custody or release has ended.
     *
     * @param openedFrom only what opened then or later; empty for all
     * @param openedUntil only what opened before; empty for all
     * @return how many
     */
    public Uni<Integer> endAll(SqlConnection tx, UUID person, Optional<Instant> openedFrom,
            Optional<Instant> openedUntil, Instant at, String reason) {
        return tx.preparedQuery(LOCK_ALL)
                .execute(Tuple.of(person, openedFrom.map(AlertRows::utc).orElse(null),
                        openedUntil.map(AlertRows::utc).orElse(null)))
                .chain(rows -> close(tx, AlertRows.list(rows, row -> row), at,
                        new JsonObject().put("reason", reason), reason));
    }

    /**
     * Closes one whose cause is explained.
     *
     * @param object the object of the cause, empty where there was none
     * @param fact what explains it, never a place
     */
    public Uni<Integer> explain(SqlConnection tx, UUID person, AlertCode code, String object, Instant at,
            JsonObject fact, String reason) {
        Cause.checkFact(fact);
        return tx.preparedQuery(LOCK_ONE).execute(Tuple.of(person, Cause.key(code, object)))
                .chain(rows -> close(tx, AlertRows.list(rows, row -> row), at, fact, reason));
    }

    private Uni<Integer> close(SqlConnection tx, List<Row> alerts, Instant at, JsonObject fact, String reason) {
        if (alerts.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        var ids = alerts.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
        var cleared = alerts.stream().filter(row -> row.getString("condition").equals("ACTIVE"))
                .map(row -> new Entry(row.getUUID("id"), EntryKind.CLEARED, at, fact)).toList();
        var now = AlertRows.utc(clock.instant());
        return tx.preparedQuery(CLOSE).execute(Tuple.of(ids, now))
                .chain(() -> AlertRows.append(tx, cleared))
                .chain(() -> tx.preparedQuery(ENTER).execute(Tuple.of(ids, AlertRows.utc(at), reason)))
                .replaceWith(ids.length);
    }
}
