package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.access.MaskedName;

/**
 * Somebody as who helps with them is shown: no offence, no place.
 *
 * @param name of a minor, masked
 * @param next what is asked of them next; null where nothing is
 */
public record AssignedPerson(UUID id, String name, String unitName, Due next) {

    /**
     * Something asked.
     *
     * @param kind a check-in or a report
     */
    public record Due(String kind, Instant opensAt, Instant dueAt) {}

    static AssignedPerson of(Row row) {
        var name = row.getString("full_name");
        OffsetDateTime due = row.getOffsetDateTime("due_at");
        return new AssignedPerson(row.getUUID("id"),
                Regime.JUVENILE.name().equals(row.getString("regime")) ? MaskedName.of(name) : name,
                row.getString("unit_name"),
                due == null
                        ? null
                        : new Due(row.getString("kind"), row.getOffsetDateTime("opens_at").toInstant(),
                                due.toInstant()));
    }

    @Override
    public String toString() {
        return "AssignedPerson[" + id + "]";
    }
}
