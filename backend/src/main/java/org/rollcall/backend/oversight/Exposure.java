package org.rollcall.backend.oversight;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * What of one person an account saw or could have seen.
 *
 * @param seen what is on record: the action, how often, first and last when
 * @param reachedAs the roles by whose posts the person's unit lay in reach; empty where only the record tells of it
 */
public record Exposure(UUID superviseeId, List<Map<String, Object>> seen, List<String> reachedAs) {

    static Exposure of(Row row) {
        return new Exposure(row.getUUID("person"), RecordedDeed.maps(row.getJsonArray("seen")),
                List.of(row.getArrayOfStrings("reached_as")));
    }
}
