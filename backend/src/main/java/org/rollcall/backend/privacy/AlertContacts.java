package org.rollcall.backend.privacy;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.MaskedName;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.ProblemException;

/**
 * Name and number of the person of an alert that is not closed (DOMAIN 10.2: who is on duty acknowledges, calls, escalates).
 * Each look is on record. Thread-safe.
 */
@ApplicationScoped
class AlertContacts {

    private static final String FIND = "select s.id, s.case_number, s.full_name, s.regime = 'JUVENILE' as minor"
            + " from alert a join supervisee s on s.id = a.supervisee_id where a.id = $1 and a.handling <> 'CLOSED'";
    private static final String PURPOSE = "ALERT";

    private final Scope scope;
    private final PersonalDataBook book;
    private final AuditTrail audit;

    AlertContacts(Scope scope, PersonalDataBook book, AuditTrail audit) {
        this.scope = scope;
        this.book = book;
        this.audit = audit;
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is none in scope, or it is closed */
    Uni<AlertContact> get(UUID alert) {
        return scope.inTransaction(tx -> tx.preparedQuery(FIND).execute(Tuple.of(alert)).chain(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return contact(tx, alert, rows.iterator().next());
        }));
    }

    private Uni<AlertContact> contact(SqlConnection tx, UUID alert, Row row) {
        var person = row.getUUID("id");
        var name = row.getString("full_name");
        var deed = new Deed(scope.account(), Action.CONTACT_SEEN, person, Optional.of(PURPOSE),
                new JsonObject().put("alertId", alert.toString()));
        return audit.record(tx, deed).chain(() -> book.find(tx, person))
                .map(data -> new AlertContact(alert, person, row.getString("case_number"),
                        row.getBoolean("minor") ? MaskedName.of(name) : name, data.phone()));
    }
}
