package org.rollcall.backend.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vertx.mutiny.sqlclient.Row;

/**
 * An alert and all that happened to it.
 *
 * @param alert what it is
 * @param entries its history, oldest first
 */
public record AlertDetail(@JsonUnwrapped Alert alert, List<AlertEntry> entries) {

    /**
     * One thing that happened to an alert.
     *
     * @param handling the step that was taken, where people took one
     * @param actorId who; absent where software acted
     * @param reason why, in the actor's words
     * @param fact what was seen; never a place
     */
    public record AlertEntry(int seq, EntryKind kind, Instant at, Optional<Handling> handling, Optional<UUID> actorId,
            Optional<String> reason, Map<String, Object> fact) {

        static final String COLUMNS = "seq, kind, at, handling, actor, reason, fact";

        static AlertEntry of(Row row) {
            return new AlertEntry(row.getInteger("seq"), EntryKind.valueOf(row.getString("kind")),
                    row.getOffsetDateTime("at").toInstant(),
                    Optional.ofNullable(row.getString("handling")).map(Handling::valueOf),
                    Optional.ofNullable(row.getUUID("actor")), Optional.ofNullable(row.getString("reason")),
                    row.getJsonObject("fact").getMap());
        }
    }
}
