package org.rollcall.backend.retention;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;

/**
 * A version of what holds for a class of data.
 *
 * @param days how long; null: as long as the case file
 * @param changedBy null where it is as it came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetentionChange(UUID id, String dataClass, int version, Integer days, AtEnd atEnd, String purpose,
        String legalBasis, String reason, UUID changedBy, Instant changedAt) {

    static final String COLUMNS = "id, class, version, days, at_end, purpose, legal_basis, reason, changed_by, changed_at";

    static RetentionChange of(Row row) {
        return new RetentionChange(row.getUUID("id"), row.getString("class"), row.getInteger("version"),
                row.getInteger("days"), AtEnd.valueOf(row.getString("at_end")), row.getString("purpose"),
                row.getString("legal_basis"), row.getString("reason"), row.getUUID("changed_by"),
                row.getOffsetDateTime("changed_at").toInstant());
    }
}
