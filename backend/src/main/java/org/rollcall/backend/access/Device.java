package org.rollcall.backend.access;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * A device of somebody, with no secret of it, as the API shows it.
 *
 * @param attestation what keeps its key, as its maker vouches for it
 * @param spare whether another was enrolled after it, which it is beside
 * @param revokedAt when it ended; null until then
 * @param replacedAt the same, where another took its place, which lets it send what it has gathered before
 * @param revokedFor why an officer ended it; null where none did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Device(UUID id, UUID superviseeId, DeviceKind kind, Dialect dialect, Attestation attestation,
        boolean spare, Instant enrolledAt, Instant revokedAt, Instant replacedAt, DeviceRevocation.Cause revokedFor) {

    static final String COLUMNS = "d.id, d.supervisee_id, d.kind, d.dialect, d.attestation, d.spare, d.enrolled_at,"
            + " d.revoked_at, d.replaced_at, d.revoked_for";

    static Device of(Row row) {
        var cause = row.getString("revoked_for");
        return new Device(row.getUUID("id"), row.getUUID("supervisee_id"), DeviceKind.valueOf(row.getString("kind")),
                Dialect.valueOf(row.getString("dialect")), Attestation.valueOf(row.getString("attestation")),
                row.getBoolean("spare"), Timestamps.instant(row, "enrolled_at"), Timestamps.instant(row, "revoked_at"),
                Timestamps.instant(row, "replaced_at"), cause == null ? null : DeviceRevocation.Cause.valueOf(cause));
    }

    /** Whether anything is taken from it still, be it of the time before another took its place. */
    boolean isHeard() {
        return revokedAt == null || replacedAt != null;
    }
}
