package org.rollcall.backend.collection;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.platform.Timestamps;

/**
 * A mode as it was decided, as the API shows it. What is null is absent.
 *
 * @param validUntil null for no end
 * @param knownUntil when it stopped being believed; null while it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordedMode(UUID id, UUID superviseeId, DeviceKind deviceKind, LocationMode mode, String basis,
        String reason, Instant validFrom, Instant validUntil, Integer intervalMinutes, Hours hours, Instant notifiedAt,
        UUID permissionId, UUID instructionId, UUID orderId, Instant knownFrom, Instant knownUntil, UUID setBy) {

    static final String SELECT = "select m.*, lower(m.valid) as valid_from, upper(m.valid) as valid_until"
            + " from location_mode m";

    static RecordedMode of(Row row) {
        var seconds = row.getInteger("interval_s");
        var from = row.getInteger("hours_from_minute");
        return new RecordedMode(row.getUUID("id"), row.getUUID("supervisee_id"),
                DeviceKind.valueOf(row.getString("device_kind")), LocationMode.valueOf(row.getString("mode")),
                row.getString("basis"), row.getString("reason"), Timestamps.instant(row, "valid_from"),
                Timestamps.instant(row, "valid_until"), seconds == null ? null : seconds / 60,
                from == null
                        ? null
                        : new Hours(new DayTime(from), new DayTime(row.getInteger("hours_until_minute"))),
                Timestamps.instant(row, "notified_at"), row.getUUID("permission_id"), row.getUUID("instruction_id"),
                row.getUUID("order_id"), Timestamps.instant(row, "known_from"), Timestamps.instant(row, "known_until"),
                row.getUUID("set_by"));
    }
}
