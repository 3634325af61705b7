package org.rollcall.backend.travel;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * That the officers of a unit, and of those below it, decide on short leaves of its people, as the API shows it.
 *
 * @param validUntil exclusive; null while there is no end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaveDelegation(UUID id, UUID unitId, Instant validFrom, Instant validUntil, String reason,
        UUID givenBy) {

    static final String SELECT = "select d.id, d.unit_id, lower(d.valid) as valid_from, upper(d.valid) as valid_until,"
            + " d.reason, d.given_by from leave_delegation d";

    static LeaveDelegation of(Row row) {
        return new LeaveDelegation(row.getUUID("id"), row.getUUID("unit_id"), Timestamps.instant(row, "valid_from"),
                Timestamps.instant(row, "valid_until"), row.getString("reason"), row.getUUID("given_by"));
    }
}
