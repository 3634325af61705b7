package org.rollcall.backend.location;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.notifications.AlertCode;

/**
 * What would have been an alert had its fixes come in time: recorded later, and nobody was called. Times and distances, no
 * place. What is null is absent.
 *
 * @param since when the row of fixes behind it began
 * @param openedAt when an alert would have opened
 * @param endedAt when it would have cleared; null where the fixes do not show that
 * @param fixes how many fixes show it
 * @param lateFixes how many of them came late
 * @param mostMetres how far outside the farthest was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LateCause(UUID id, UUID superviseeId, String caseNumber, UUID unitId, DeviceKind deviceKind,
        AlertCode code, String causeKey, Instant since, Instant openedAt, Instant endedAt, int fixes, int lateFixes,
        Double mostMetres, Instant recordedAt) {

    static final String COLUMNS = "c.id, c.supervisee_id, s.case_number, s.unit_id, c.device_kind, c.code, c.cause_key,"
            + " c.since, c.opened_at, c.ended_at, c.fixes, c.late_fixes, c.most_metres, c.recorded_at";

    static LateCause of(Row row) {
        var metres = row.getFloat("most_metres");
        return new LateCause(row.getUUID("id"), row.getUUID("supervisee_id"), row.getString("case_number"),
                row.getUUID("unit_id"), DeviceKind.valueOf(row.getString("device_kind")),
                AlertCode.valueOf(row.getString("code")), row.getString("cause_key"), Timestamps.instant(row, "since"),
                Timestamps.instant(row, "opened_at"), Timestamps.instant(row, "ended_at"), row.getInteger("fixes"),
                row.getInteger("late_fixes"), metres == null ? null : Math.round(metres * 10) / 10.0,
                Timestamps.instant(row, "recorded_at"));
    }
}
