package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * That somebody is told of a minor, as the API shows it: who that is stands in the sealed contact.
 *
 * @param validUntil exclusive; null while there is no end but that of the term
 * @param enrolledAt when the code was used; null while it was not
 * @param code shown once, to who opened it; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Guardianship(UUID id, UUID superviseeId, Instant validFrom, Instant validUntil, UUID openedBy,
        Instant codeExpiresAt, Instant enrolledAt, String code) {

    static final String SELECT = "select g.id, g.supervisee_id, lower(g.valid) as valid_from, upper(g.valid) as valid_until,"
            + " g.opened_by, g.code_expires_at, g.code_used_at from guardianship g";

    static Guardianship of(Row row) {
        return new Guardianship(row.getUUID("id"), row.getUUID("supervisee_id"), Timestamps.instant(row, "valid_from"),
                Timestamps.instant(row, "valid_until"), row.getUUID("opened_by"),
                Timestamps.instant(row, "code_expires_at"), Timestamps.instant(row, "code_used_at"), null);
    }

    Guardianship withCode(String word) {
        return new Guardianship(id, superviseeId, validFrom, validUntil, openedBy, codeExpiresAt, enrolledAt, word);
    }

    @Override
    public String toString() {
        return "Guardianship[" + id + "]";
    }
}
