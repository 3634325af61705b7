package org.rollcall.backend.duty;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;

/**
 * A check-in by PIN, as the API shows it.
 *
 * @param note why it was not the phone, in the person's words; null where nothing was said
 * @param decidedBy the officer who said what it was; null while it waits, as are the next two
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProvisionalCheckIn(UUID id, UUID slotId, UUID superviseeId, Instant madeAt, String note,
        ProvisionalState state, UUID decidedBy, Instant decidedAt, String reason) {

    static final String COLUMNS = "id, slot_id, supervisee_id, made_at, note, state, decided_by, decided_at, reason";

    static ProvisionalCheckIn of(Row row) {
        var decidedAt = row.getOffsetDateTime("decided_at");
        return new ProvisionalCheckIn(row.getUUID("id"), row.getUUID("slot_id"), row.getUUID("supervisee_id"),
                row.getOffsetDateTime("made_at").toInstant(), row.getString("note"),
                ProvisionalState.valueOf(row.getString("state")), row.getUUID("decided_by"),
                decidedAt == null ? null : decidedAt.toInstant(), row.getString("reason"));
    }

    static ProvisionalCheckIn waiting(UUID id, Slot slot, Instant madeAt, String note) {
        return new ProvisionalCheckIn(id, slot.id(), slot.superviseeId(), madeAt, note, ProvisionalState.WAITING, null,
                null, null);
    }
}
