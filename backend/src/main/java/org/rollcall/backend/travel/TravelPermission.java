package org.rollcall.backend.travel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * A permission as it is believed now, as the API shows it.
 *
 * @param validUntil equal to validFrom if it was revoked whole
 * @param knownFrom when it was entered
 * @param retroactive whether it began before it was decided: prosecutors ask for those
 * @param revokedAt null while it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TravelPermission(UUID id, UUID superviseeId, PermissionKind kind, String purpose, List<UUID> areaIds,
        Instant validFrom, Instant validUntil, Instant appliedAt, Instant decidedAt, UUID decidedBy,
        Instant knownFrom, boolean retroactive, int transitOutMinutes, int transitBackMinutes, Instant revokedAt) {

    static final String SELECT = "select p.id, p.supervisee_id, p.kind, p.purpose, p.applied_at, p.decided_at, p.decided_by,"
            + " p.retroactive, p.transit_out_seconds, p.transit_back_seconds, lower(p.valid) as valid_from,"
            + " coalesce(upper(v.valid), lower(p.valid)) as valid_until,"
            + " (select g.known_from from permission_version g where g.permission_id = p.id and g.version = 1) as known_from,"
            + " case when v.version > 1 then v.known_from end as revoked_at,"
            + " array(select a.area_id from permission_area a where a.permission_id = p.id order by 1) as areas"
            + " from permission p join permission_version v on v.permission_id = p.id and v.known_until is null";

    static TravelPermission of(Row row) {
        return new TravelPermission(row.getUUID("id"), row.getUUID("supervisee_id"),
                PermissionKind.valueOf(row.getString("kind")), row.getString("purpose"),
                List.of(row.getArrayOfUUIDs("areas")), Timestamps.instant(row, "valid_from"),
                Timestamps.instant(row, "valid_until"), Timestamps.instant(row, "applied_at"),
                Timestamps.instant(row, "decided_at"), row.getUUID("decided_by"),
                Timestamps.instant(row, "known_from"), row.getBoolean("retroactive"),
                row.getInteger("transit_out_seconds") / 60, row.getInteger("transit_back_seconds") / 60,
                Timestamps.instant(row, "revoked_at"));
    }
}
