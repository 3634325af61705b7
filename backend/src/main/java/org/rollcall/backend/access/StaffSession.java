package org.rollcall.backend.access;

import java.time.Instant;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * A session of the asker's own, as they see it.
 *
 * @param label what the client called its device; null where it said nothing
 * @param addressPrefix the network that it was opened from
 * @param lastUsedAt when it was opened or last renewed
 * @param current whether it is the one that asks
 */
public record StaffSession(UUID id, UUID post, String label, String addressPrefix, Instant openedAt, Instant lastUsedAt,
        Instant expiresAt, boolean current) {

    static final String COLUMNS = "id, post_id, label, address_prefix, opened_at, last_used_at, expires_at";

    static StaffSession of(Row row, UUID current) {
        var id = row.getUUID("id");
        return new StaffSession(id, row.getUUID("post_id"), row.getString("label"), row.getString("address_prefix"),
                row.getOffsetDateTime("opened_at").toInstant(), row.getOffsetDateTime("last_used_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(), id.equals(current));
    }

    @Override
    public String toString() {
        return "StaffSession[id=" + id + "]";
    }
}
