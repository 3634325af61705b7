package org.rollcall.backend.travel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * A leave that was asked for, as the API shows it.
 *
 * @param leave what is asked for; null in lists
 * @param days of the leave, first and last counted, by the clock of the person
 * @param daysAway in the window, this leave among them, as counted when it was recorded
 * @param level who decides, at least
 * @param granted null while nobody has decided, as all that follows
 * @param permissionId what was granted
 * @param opinions the oldest first; null in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaveApplication(UUID id, UUID superviseeId, PermissionKind kind, Instant validFrom, Instant validUntil,
        Instant appliedAt, int days, int daysAway, LeaveLevel level, UUID recordedBy, Instant recordedAt,
        Boolean granted, String reason, UUID decidedBy, Instant decidedAt, UUID permissionId, PermissionRequest leave,
        List<LeaveOpinion> opinions) {

    static final String COLUMNS = "l.id, l.supervisee_id, l.kind, l.purpose, l.area_ids, lower(l.valid) as valid_from,"
            + " upper(l.valid) as valid_until, l.applied_at, l.transit_out_seconds, l.transit_back_seconds, l.days,"
            + " l.days_away, l.level, l.recorded_by, l.recorded_at, l.granted, l.reason, l.decided_by, l.decided_at,"
            + " l.permission_id";

    /** As a list shows it: without the words of who asks and of officers. */
    static LeaveApplication listed(Row row) {
        return new LeaveApplication(row.getUUID("id"), row.getUUID("supervisee_id"),
                PermissionKind.valueOf(row.getString("kind")), Timestamps.instant(row, "valid_from"),
                Timestamps.instant(row, "valid_until"), Timestamps.instant(row, "applied_at"), row.getInteger("days"),
                row.getInteger("days_away"), LeaveLevel.valueOf(row.getString("level")), row.getUUID("recorded_by"),
                Timestamps.instant(row, "recorded_at"), row.getBoolean("granted"), null, row.getUUID("decided_by"),
                Timestamps.instant(row, "decided_at"), row.getUUID("permission_id"), null, null);
    }

    static LeaveApplication whole(Row row, List<LeaveOpinion> opinions) {
        var listed = listed(row);
        var leave = new PermissionRequest(listed.kind, row.getString("purpose"),
                List.of(row.getArrayOfUUIDs("area_ids")), listed.validFrom, listed.validUntil, listed.appliedAt,
                row.getInteger("transit_out_seconds") / 60, row.getInteger("transit_back_seconds") / 60);
        return new LeaveApplication(listed.id, listed.superviseeId, listed.kind, listed.validFrom, listed.validUntil,
                listed.appliedAt, listed.days, listed.daysAway, listed.level, listed.recordedBy, listed.recordedAt,
                listed.granted, row.getString("reason"), listed.decidedBy, listed.decidedAt, listed.permissionId, leave,
                opinions);
    }
}
