package org.rollcall.backend.lifecycle;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * A time in which supervision is suspended, as the API shows it. What is null is absent.
 *
 * @param until null for no end known
 * @param endReason why it ended, where that was recorded by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Custody(UUID id, UUID superviseeId, Kind kind, String reason, String documentNumber, Instant from,
        Instant until, UUID recordedBy, Instant recordedAt, String endReason) {

    /** Why nothing is asked of somebody. Names as in the database. */
    public enum Kind {
        CUSTODY, COMPULSORY_TREATMENT, HOSPITAL
    }

    static final String SELECT = "select c.*, case when isempty(c.valid) then c.began_at else upper(c.valid) end as until_at"
            + " from custody c";

    static Custody of(Row row) {
        return new Custody(row.getUUID("id"), row.getUUID("supervisee_id"), Kind.valueOf(row.getString("kind")),
                row.getString("reason"), row.getString("document_number"), Timestamps.instant(row, "began_at"),
                Timestamps.instant(row, "until_at"), row.getUUID("recorded_by"),
                Timestamps.instant(row, "recorded_at"), row.getString("end_reason"));
    }
}
