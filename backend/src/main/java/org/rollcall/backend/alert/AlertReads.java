package org.rollcall.backend.alert;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;

/** The alerts within the asker's scope. Opening one is put on record. */
@ApplicationScoped
class AlertReads {

    private static final String ONE = "select " + Alert.COLUMNS
            + " from alert a join supervisee s on s.id = a.supervisee_id where a.id = $1";
    private static final String ENTRIES = "select " + AlertDetail.AlertEntry.COLUMNS
            + " from alert_entry where alert_id = $1 order by seq";

    /** Whoever opens an alert looks because of it; the word is the one of looks at trajectories. */
    private static final String PURPOSE = "ALERT";

    private final Scope scope;
    private final AuditTrail audit;

    AlertReads(Scope scope, AuditTrail audit) {
        this.scope = scope;
        this.audit = audit;
    }

    Uni<Page<Alert>> list(AlertFilter filter, PageRequest page) {
        var query = AlertQuery.of(filter, page);
        return scope.inTransaction(tx -> tx.preparedQuery(query.sql()).execute(query.parameters()))
                .map(rows -> page.page(AlertRows.list(rows, Alert::of), alert -> new Cursor.ById(alert.id())));
    }

    Uni<AlertDetail> get(UUID id) {
        return scope.inTransaction(tx -> detail(tx, id)
                .call(() -> audit.record(tx, seen(scope.account(), id))));
    }

    /** That somebody was shown an alert, for the record. */
    static Deed seen(UUID account, UUID id) {
        return new Deed(account, Action.ALERT_SEEN, id, Optional.of(PURPOSE),
                new JsonObject().put("alertId", id.toString()));
    }

    /**
     * The alert with its history, in a transaction of the asker's scope.
     *
     * @throws ProblemException NOT_FOUND in the Uni, if there is none in scope
     */
    static Uni<AlertDetail> detail(SqlConnection tx, UUID id) {
        return tx.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return Alert.of(rows.iterator().next());
        }).chain(alert -> tx.preparedQuery(ENTRIES).execute(Tuple.of(id))
                .map(rows -> new AlertDetail(alert, AlertRows.list(rows, AlertDetail.AlertEntry::of))));
    }
}
