package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * Who helps with somebody, and how long.
 *
 * @param validUntil exclusive; null while there is no end
 */
public record Assignment(UUID id, UUID superviseeId, UUID accountId, Instant validFrom, Instant validUntil) {

    static final String COLUMNS = "a.id, a.supervisee_id, a.account_id, lower(a.valid) as valid_from,"
            + " upper(a.valid) as valid_until";

    static Assignment of(Row row) {
        var until = row.getOffsetDateTime("valid_until");
        return new Assignment(row.getUUID("id"), row.getUUID("supervisee_id"), row.getUUID("account_id"),
                row.getOffsetDateTime("valid_from").toInstant(), until == null ? null : until.toInstant());
    }
}
