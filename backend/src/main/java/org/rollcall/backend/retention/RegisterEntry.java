package org.rollcall.backend.retention;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;

/**
 * One class of data in the register.
 *
 * @param countedFrom what the period begins with: the fix, its receipt, the end of a session, a release
 * @param days how long; null: as long as the case file
 * @param leastDays what days may not be less than
 * @param boundedBy which rule bounds them
 * @param ends what may come at the end
 * @param changedAt since when it has been so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegisterEntry(String dataClass, String holds, String purpose, String legalBasis, String countedFrom,
        Integer days, AtEnd atEnd, int leastDays, int mostDays, String boundedBy, List<AtEnd> ends, int version,
        Instant changedAt) {

    static final String SELECT = "select c.name, c.holds, r.purpose, r.legal_basis, c.counted_from, r.days, r.at_end,"
            + " c.least_days, c.most_days, c.bounded_by, c.ends, r.version, r.changed_at from retention_class c"
            + " join lateral (select * from retention_rule n where n.class = c.name order by n.version desc limit 1) r"
            + " on true";

    public RegisterEntry {
        ends = List.copyOf(ends);
    }

    static RegisterEntry of(Row row) {
        return new RegisterEntry(row.getString("name"), row.getString("holds"), row.getString("purpose"),
                row.getString("legal_basis"), row.getString("counted_from"), row.getInteger("days"),
                AtEnd.valueOf(row.getString("at_end")), row.getInteger("least_days"), row.getInteger("most_days"),
                row.getString("bounded_by"), Stream.of(row.getArrayOfStrings("ends")).map(AtEnd::valueOf).toList(),
                row.getInteger("version"), row.getOffsetDateTime("changed_at").toInstant());
    }

    /** The same where what is kept must be kept longer on this deployment: no period may state less. */
    RegisterEntry atLeast(int floor) {
        int least = Math.max(leastDays, floor);
        return new RegisterEntry(dataClass, holds, purpose, legalBasis, countedFrom,
                days == null ? null : (Integer) Math.max(days, least), atEnd, least, mostDays, boundedBy, ends, version,
                changedAt);
    }
}
