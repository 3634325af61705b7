package org.rollcall.backend.alert;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * Work that officers were told of, as the API shows it.
 *
 * @param id of what it is about: the phone, the check-in, the order, the objection, what came late, the
 *     burst that was asked for
 * @param toldAt when they were told last
 */
public record StaffTask(UUID id, UUID superviseeId, Kind kind, Instant toldAt) {

    /** What it is about. Names as in the database. */
    public enum Kind {
        /** Another phone took the place of the person's own: look whether that is so. */
        PHONE_REPLACED,
        /** Another phone was enrolled beside the person's own: look whether that is so. */
        PHONE_ADDED,
        /** What renews the token of a phone's app came back after its use: enrol the phone anew. */
        PHONE_TOKEN_COPIED,
        /** Somebody checked in with a PIN: confirm or reject it. */
        CHECK_IN_BY_PIN,
        /** An order of electronic positioning ends soon, or has ended. */
        ORDER_ENDS,
        /** Somebody objects to what is recorded of them: decide. */
        OBJECTION,
        /** Fixes that came late show what would have raised an alert: look. */
        RECORDED_LATER,
        /** A place was in doubt, and the few fixes that were asked for have not come: look. */
        BURST_UNANSWERED,
        /** What a newer version tells of: look at the person. Never in the database. */
        OTHER;

        /** The kind of that name; {@link #OTHER} where a newer version wrote one that this one does not know. */
        static Kind named(String name) {
            return Stream.of(values()).filter(kind -> kind.name().equals(name)).findFirst().orElse(OTHER);
        }
    }

    static StaffTask of(Row row) {
        return new StaffTask(row.getUUID("id"), row.getUUID("supervisee_id"), Kind.named(row.getString("kind")),
                Timestamps.instant(row, "told_at"));
    }
}
