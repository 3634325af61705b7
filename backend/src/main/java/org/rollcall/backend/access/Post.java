package org.rollcall.backend.access;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * What somebody may do, and where, as the API shows it.
 *
 * @param validUntil exclusive; null while there is no end
 * @param covers the post of somebody else that this one covers for a time; null for a post of one's own
 * @param minors whether it lets its holder see who minors are
 */
public record Post(UUID id, UUID accountId, UUID unitId, String unitName, PostRole role, Instant validFrom,
        Instant validUntil, UUID covers, boolean minors) {

    /** What {@link #of} reads, of a post {@code p} and its unit {@code u}. */
    public static final String COLUMNS = "p.id, p.account_id, p.unit_id, u.name as unit_name, p.role,"
            + " p.covers, p.minors, lower(p.valid) as valid_from, upper(p.valid) as valid_until";

    /** Of a row with {@link #COLUMNS}. */
    public static Post of(Row row) {
        OffsetDateTime until = row.getOffsetDateTime("valid_until");
        return new Post(row.getUUID("id"), row.getUUID("account_id"), row.getUUID("unit_id"),
                row.getString("unit_name"), PostRole.valueOf(row.getString("role")),
                row.getOffsetDateTime("valid_from").toInstant(), until == null ? null : until.toInstant(),
                row.getUUID("covers"), row.getBoolean("minors"));
    }
}
