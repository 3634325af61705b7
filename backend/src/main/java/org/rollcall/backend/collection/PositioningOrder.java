package org.rollcall.backend.collection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * An electronic positioning order (CCL 29), as the API shows it.
 *
 * @param lastDay it ends at 24:00 of it, by the person's clock
 * @param inForceUntil when it ends, or was lifted
 * @param extensionOf null, hence absent, for a first order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PositioningOrder(UUID id, UUID superviseeId, String serialNumber, Ground ground, String evidence,
        String documentNumber, String approverName, ApproverRole approverRole, LocalDate firstDay, LocalDate lastDay,
        Instant inForceFrom, Instant inForceUntil, UUID extensionOf, UUID recordedBy, Instant recordedAt) {

    /** The five grounds of the law. Names as in the database. */
    public enum Ground {
        RESTRAINING_ORDER_BROKEN, LEFT_WITHOUT_PERMISSION, REFUSED_TO_REPORT, POLICE_PENALTY, RECALL_PROPOSED
    }

    /** Who may approve. */
    public enum ApproverRole {
        COUNTY_BUREAU_HEAD
    }

    // Lifted before it began leaves no time at all.
    static final String SELECT = "select o.*, lower(o.valid) as valid_from, coalesce((select upper(m.valid)"
            + " from location_mode m where m.order_id = o.id and m.known_until is null), lower(o.valid)) as in_force_until"
            + " from positioning_order o";

    static PositioningOrder of(Row row) {
        return new PositioningOrder(row.getUUID("id"), row.getUUID("supervisee_id"), row.getString("serial_number"),
                Ground.valueOf(row.getString("ground")), row.getString("evidence"), row.getString("document_number"),
                row.getString("approver_name"), ApproverRole.valueOf(row.getString("approver_role")),
                row.getLocalDate("first_day"), row.getLocalDate("last_day"), Timestamps.instant(row, "valid_from"),
                Timestamps.instant(row, "in_force_until"), row.getUUID("extension_of"), row.getUUID("recorded_by"),
                Timestamps.instant(row, "recorded_at"));
    }
}
