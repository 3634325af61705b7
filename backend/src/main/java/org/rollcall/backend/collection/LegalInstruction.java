package org.rollcall.backend.collection;

import java.time.Instant;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/** A paper that lets a person's phone be followed by the minute, as the API shows it. */
public record LegalInstruction(UUID id, UUID superviseeId, String documentNumber, String issuedBy, String reason,
        Instant validUntil, UUID recordedBy, Instant recordedAt) {

    static LegalInstruction of(Row row) {
        return new LegalInstruction(row.getUUID("id"), row.getUUID("supervisee_id"), row.getString("document_number"),
                row.getString("issued_by"), row.getString("reason"), Timestamps.instant(row, "valid_until"),
                row.getUUID("recorded_by"), Timestamps.instant(row, "recorded_at"));
    }
}
