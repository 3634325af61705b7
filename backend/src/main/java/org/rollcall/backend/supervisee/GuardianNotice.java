package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * What a minor's guardians were told, as the API shows it: what kind of thing, and when. No place, no offence, no name.
 *
 * @param takesPlace when the guardian is to be present; null where nothing takes place
 * @param acknowledgedAt of who asks, where a guardian asks; else of the first that did; null while nobody has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GuardianNotice(UUID id, Kind kind, Instant takesPlace, Instant toldAt, Instant acknowledgedAt) {

    /** What about. Names as in the database. */
    public enum Kind {
        /** Supervision has begun. */
        INTAKE,
        /** A check-in or a report was missed. */
        DUTY_MISSED,
        /** There is a decision on a leave. */
        LEAVE_DECIDED,
        /** An announcement, at which a guardian is present (IM 55). */
        ANNOUNCEMENT,
        /** A penalty, at which a guardian is present (IM 55). */
        PENALTY,
        /** The agency urges to care for the minor (CCL 53). */
        DUTY_OF_CARE
    }

    static GuardianNotice of(Row row) {
        return new GuardianNotice(row.getUUID("id"), Kind.valueOf(row.getString("kind")),
                Timestamps.instant(row, "takes_place"), Timestamps.instant(row, "told_at"),
                Timestamps.instant(row, "acknowledged_at"));
    }
}
