package org.rollcall.backend.access;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * That somebody, or whoever is of a unit or below it, may have more than one phone of ours, as the API shows it.
 *
 * @param superviseeId null where it is for a unit
 * @param unitId null where it is for one person
 * @param phones how many, {@code 2} or {@code 3}
 * @param validUntil exclusive, when somebody ended it; null until then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeviceAllowance(UUID id, UUID superviseeId, UUID unitId, int phones, Instant validFrom,
        Instant validUntil, String reason, UUID givenBy) {

    static final String SELECT = "select a.id, a.supervisee_id, a.unit_id, a.phones, lower(a.valid) as valid_from,"
            + " upper(a.valid) as valid_until, a.reason, a.given_by from device_allowance a";

    static DeviceAllowance of(Row row) {
        return new DeviceAllowance(row.getUUID("id"), row.getUUID("supervisee_id"), row.getUUID("unit_id"),
                row.getInteger("phones"), Timestamps.instant(row, "valid_from"),
                Timestamps.instant(row, "valid_until"), row.getString("reason"), row.getUUID("given_by"));
    }
}
