package org.rollcall.backend.oversight;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;

/**
 * A deed or a look as an inspector reads it.
 *
 * @param actorId the account that did it
 * @param actorName its holder; of a person under supervision the case says who that is
 * @param posts those that counted; empty for what was done without one
 * @param objectId what it was done to
 * @param detail ids, codes, instants, counts
 * @param before what a write changed, as it was; digests where the value is a secret or a person's
 * @param after the same as it became
 */
public record RecordedDeed(UUID id, Instant at, Optional<UUID> actorId, Optional<String> actorName,
        Optional<String> actorLogin, List<Map<String, Object>> posts, Optional<UUID> sessionId, Optional<UUID> deviceId,
        String action, Optional<UUID> objectId, Optional<String> purpose, Map<String, Object> detail,
        Optional<Map<String, Object>> before, Optional<Map<String, Object>> after) {

    static RecordedDeed of(Row row) {
        var login = Optional.ofNullable(row.getString("actor_login"));
        return new RecordedDeed(row.getUUID("id"), row.getOffsetDateTime("at").toInstant(),
                Optional.ofNullable(row.getUUID("actor")),
                // Only staff signs in by a name: others are not named here.
                login.flatMap(staff -> Optional.ofNullable(row.getString("actor_name"))), login,
                maps(row.getJsonArray("posts")), Optional.ofNullable(row.getUUID("session_id")),
                Optional.ofNullable(row.getUUID("device_id")), row.getString("action"),
                Optional.ofNullable(row.getUUID("object_id")), Optional.ofNullable(row.getString("purpose")),
                row.getJsonObject("detail").getMap(), map(row.getJsonObject("was")),
                map(row.getJsonObject("became")));
    }

    static List<Map<String, Object>> maps(JsonArray array) {
        return IntStream.range(0, array.size()).mapToObj(i -> array.getJsonObject(i).getMap()).toList();
    }

    private static Optional<Map<String, Object>> map(JsonObject json) {
        return Optional.ofNullable(json).map(JsonObject::getMap);
    }
}
