package org.rollcall.backend.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * Somebody whose term is over and who is not released (SPP 643(6)).
 *
 * @param termUntil the last day of the term
 * @param termEndedAt 24:00 of that day in the person's zone (IM 53)
 * @param daysOver whole days since
 */
public record LateRelease(UUID superviseeId, String caseNumber, UUID unitId, LocalDate termUntil, Instant termEndedAt,
        long daysOver) {

    static LateRelease of(Row row, Instant now) {
        var until = row.getLocalDate("term_until");
        var ended = until.plusDays(1).atStartOfDay(ZoneId.of(row.getString("zone"))).toInstant();
        return new LateRelease(row.getUUID("id"), row.getString("case_number"), row.getUUID("unit_id"), until, ended,
                Duration.between(ended, now).toDays());
    }
}
