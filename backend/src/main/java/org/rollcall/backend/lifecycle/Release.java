package org.rollcall.backend.lifecycle;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/** The end of supervision, as the API shows it. What is null is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Release(UUID id, UUID superviseeId, Kind kind, String reason, String documentNumber, Instant releasedAt,
        UUID recordedBy, Instant recordedAt) {

    /** How it ended: the first two are a release, the others a termination. Names as in the database. */
    public enum Kind {
        TERM_OVER, PARDON, REVOKED, RECALLED, DECEASED
    }

    static Release of(Row row) {
        return new Release(row.getUUID("id"), row.getUUID("supervisee_id"), Kind.valueOf(row.getString("kind")),
                row.getString("reason"), row.getString("document_number"), Timestamps.instant(row, "released_at"),
                row.getUUID("recorded_by"), Timestamps.instant(row, "recorded_at"));
    }
}
