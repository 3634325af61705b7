package org.rollcall.backend.casework;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;

/**
 * What somebody says against what is recorded about where they were.
 *
 * @param alertId the alert that it is about; null where it is about none
 * @param from of the time that it is about, as is the next
 * @param decision null while there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Objection(UUID id, UUID superviseeId, UUID alertId, Instant from, Instant until, String statement,
        Instant madeAt, Decision decision) {

    /** Whether what was said against the record is right. */
    public enum Outcome {
        UPHELD, REJECTED
    }

    /** What the agency says to it. */
    public record Decision(Outcome outcome, String reason, UUID decidedBy, Instant decidedAt) {
        @Override
        public String toString() {
            return "Decision[" + outcome + "]";
        }
    }

    static final String SELECT = "select o.id, o.supervisee_id, o.alert_id, o.from_at, o.until_at, o.statement, o.made_at,"
            + " d.outcome, d.reason, d.decided_by, d.decided_at from objection o"
            + " left join objection_decision d on d.objection_id = o.id";

    static Objection of(Row row) {
        var decided = row.getOffsetDateTime("decided_at");
        return new Objection(row.getUUID("id"), row.getUUID("supervisee_id"), row.getUUID("alert_id"),
                row.getOffsetDateTime("from_at").toInstant(), row.getOffsetDateTime("until_at").toInstant(),
                row.getString("statement"), row.getOffsetDateTime("made_at").toInstant(),
                decided == null
                        ? null
                        : new Decision(Outcome.valueOf(row.getString("outcome")), row.getString("reason"),
                                row.getUUID("decided_by"), decided.toInstant()));
    }

    @Override
    public String toString() {
        return "Objection[id=" + id + "]";
    }
}
