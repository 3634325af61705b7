package org.rollcall.backend.alert;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.ProblemException;

/**
 * What people do with an alert. The row is locked first, so that of two who close it at once the second finds it closed.
 * What the alert is found to be is theirs to say alone (DESIGN invariant 8).
 */
@ApplicationScoped
class AlertHandling {

    private static final String LOCK = "select handling from alert where id = $1 for update";
    private static final String MOVE = "update alert set handling = $2, changed_at = greatest(changed_at, $3),"
            + " tx = pg_current_xact_id() where id = $1";
    private static final String ENTER = "insert into alert_entry (alert_id, seq, kind, at, handling, actor, reason)"
            + " select $1, n.nth + (select coalesce(max(e.seq), 0) from alert_entry e where e.alert_id = $1), 'HANDLED',"
            + " $3, n.handling, $4, $5 from unnest($2::text[]) with ordinality as n (handling, nth)";

    private final Scope scope;
    private final AuditTrail audit;
    private final Clock clock;

    AlertHandling(Scope scope, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.audit = audit;
        this.clock = clock;
    }

    /** Takes it on; where somebody has done that already, changes nothing and is a look. */
    Uni<AlertDetail> acknowledge(UUID id, Optional<String> reason) {
        return take(id, Handling::acknowledging, reason, Action.ALERT_ACKNOWLEDGED, new JsonObject());
    }

    /** Says what it was, and closes it: the same cause then opens a new alert. */
    Uni<AlertDetail> close(UUID id, Outcome outcome, String reason) {
        return take(id, handling -> handling.closing(outcome), Optional.of(reason), Action.ALERT_CLOSED,
                new JsonObject().put("outcome", outcome.name()));
    }

    private Uni<AlertDetail> take(UUID id, Function<Handling, List<Handling>> path, Optional<String> reason,
            Action action, JsonObject detail) {
        return scope.inTransaction(tx -> lock(tx, id).map(path)
                .chain(steps -> steps.isEmpty()
                        ? audit.record(tx, AlertReads.seen(scope.account(), id))
                        : write(tx, id, steps, reason)
                                .chain(() -> audit.record(tx,
                                        new Deed(scope.account(), action, id, Optional.empty(), detail))))
                .chain(() -> AlertReads.detail(tx, id)));
    }

    private static Uni<Handling> lock(SqlConnection tx, UUID id) {
        return tx.preparedQuery(LOCK).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return Handling.valueOf(rows.iterator().next().getString("handling"));
        });
    }

    private Uni<Void> write(SqlConnection tx, UUID id, List<Handling> steps, Optional<String> reason) {
        var now = AlertRows.utc(clock.instant());
        return tx.preparedQuery(MOVE).execute(Tuple.of(id, steps.get(steps.size() - 1).name(), now))
                .chain(() -> tx.preparedQuery(ENTER).execute(Tuple.of(id, AlertRows.strings(steps, Handling::name), now,
                        scope.account(), reason.orElse(null))))
                .replaceWithVoid();
    }
}
