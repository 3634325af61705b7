package org.rollcall.backend.alert;

import java.time.Instant;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

/**
 * A fact that wants a person, as officers see it.
 *
 * @param unitId the unit that the person belonged to when it opened
 * @param causeKey code and object: one per person while not closed
 * @param condition set by software
 * @param handling set by people
 */
public record Alert(UUID id, UUID superviseeId, String caseNumber, UUID unitId, AlertCode code, String causeKey,
        Severity severity, Condition condition, Handling handling, Instant openedAt, Instant changedAt) {

    /** Of the tables {@code alert a} and {@code supervisee s}. */
    static final String COLUMNS = "a.id, a.supervisee_id, s.case_number, a.unit_id, a.code, a.cause_key, a.severity,"
            + " a.condition, a.handling, a.opened_at, a.changed_at";

    static Alert of(Row row) {
        return new Alert(row.getUUID("id"), row.getUUID("supervisee_id"), row.getString("case_number"),
                row.getUUID("unit_id"), AlertCode.valueOf(row.getString("code")), row.getString("cause_key"),
                Severity.valueOf(row.getString("severity")), Condition.valueOf(row.getString("condition")),
                Handling.valueOf(row.getString("handling")), row.getOffsetDateTime("opened_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }
}
