package org.rollcall.backend.duty;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;

/**
 * One thing asked of a person, once, as the API shows it.
 *
 * @param dueAt the end of the grace: after it an empty slot is missed
 * @param doneAt when it was done by the device's own time; null where it was not
 * @param provisional true where it counts by a PIN that nobody has confirmed yet; else null, hence absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Slot(UUID id, UUID scheduleId, UUID superviseeId, DutyKind kind, Instant opensAt, Instant closesAt,
        Instant dueAt, SlotState state, Instant doneAt, Boolean provisional) {

    static final String COLUMNS = "id, schedule_id, supervisee_id, kind, opens_at, closes_at, due_at, state,"
            + " done_at, provisional";

    static Slot of(Row row, Instant now) {
        var opensAt = row.getOffsetDateTime("opens_at").toInstant();
        var doneAt = row.getOffsetDateTime("done_at");
        return new Slot(row.getUUID("id"), row.getUUID("schedule_id"), row.getUUID("supervisee_id"),
                DutyKind.valueOf(row.getString("kind")), opensAt, row.getOffsetDateTime("closes_at").toInstant(),
                row.getOffsetDateTime("due_at").toInstant(), SlotState.valueOf(row.getString("state")).at(opensAt, now),
                doneAt == null ? null : doneAt.toInstant(), yes(row.getBoolean("provisional")));
    }

    /** True, or nothing to say. */
    static Boolean yes(boolean provisional) {
        return provisional ? Boolean.TRUE : null;
    }

    Window window() {
        return new Window(opensAt, closesAt, dueAt);
    }
}
