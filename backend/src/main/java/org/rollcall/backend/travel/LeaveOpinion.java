package org.rollcall.backend.travel;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.platform.Timestamps;

/**
 * What an officer thought of a leave, as the API shows it.
 *
 * @param passedTo the level that it was passed to by it; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaveOpinion(UUID id, boolean supports, String content, LeaveLevel passedTo, UUID givenBy,
        Instant givenAt) {

    static LeaveOpinion of(Row row) {
        var passedTo = row.getString("passed_to");
        return new LeaveOpinion(row.getUUID("id"), row.getBoolean("supports"), row.getString("content"),
                passedTo == null ? null : LeaveLevel.valueOf(passedTo), row.getUUID("given_by"),
                Timestamps.instant(row, "given_at"));
    }
}
