package org.rollcall.backend.travel;

import java.util.List;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * A permission that was decided after its own start, or after an exit that it explains (DOMAIN 11.23).
 *
 * @param unitId the unit that the person belonged to when it was decided
 * @param exitAlertIds exits that were there before the decision; empty where it only began before
 */
public record LatePermit(TravelPermission permission, UUID unitId, List<UUID> exitAlertIds) {

    static LatePermit of(Row row) {
        return new LatePermit(TravelPermission.of(row), row.getUUID("unit_id"), List.of(row.getArrayOfUUIDs("exits")));
    }
}
