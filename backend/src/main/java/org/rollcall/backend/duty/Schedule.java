package org.rollcall.backend.duty;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;

/** What is asked of a person regularly, as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Schedule(UUID id, UUID superviseeId, DutyKind kind, int policyVersion, TimeOfDay opens, TimeOfDay closes,
        Integer dayOfMonth, int graceMinutes, Instant validFrom, Instant validUntil, Instant nextOpensAt) {

    static final String COLUMNS = "id, supervisee_id, kind, policy_version, opens_minute, closes_minute, day_of_month,"
            + " grace_seconds, lower(valid) as valid_from, upper(valid) as valid_until, next_opens_at";

    static Schedule of(Row row) {
        var day = row.getShort("day_of_month");
        return new Schedule(row.getUUID("id"), row.getUUID("supervisee_id"), DutyKind.valueOf(row.getString("kind")),
                row.getInteger("policy_version"), new TimeOfDay(row.getInteger("opens_minute")),
                new TimeOfDay(row.getInteger("closes_minute")), day == null ? null : day.intValue(),
                row.getInteger("grace_seconds") / 60, instant(row, "valid_from"), instant(row, "valid_until"),
                instant(row, "next_opens_at"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }
}
