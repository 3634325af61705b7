package org.rollcall.backend.privacy;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;

/**
 * That nothing about somebody is let go, as the API shows it.
 *
 * @param liftedBy who ended it; null while it holds, as are the next two
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LegalHold(UUID id, UUID superviseeId, String reason, UUID placedBy, Instant placedAt, UUID liftedBy,
        Instant liftedAt, String liftReason) {

    static final String COLUMNS = "id, supervisee_id, reason, placed_by, placed_at, lifted_by, lifted_at, lift_reason";

    static LegalHold of(Row row) {
        var liftedAt = row.getOffsetDateTime("lifted_at");
        return new LegalHold(row.getUUID("id"), row.getUUID("supervisee_id"), row.getString("reason"),
                row.getUUID("placed_by"), row.getOffsetDateTime("placed_at").toInstant(), row.getUUID("lifted_by"),
                liftedAt == null ? null : liftedAt.toInstant(), row.getString("lift_reason"));
    }
}
