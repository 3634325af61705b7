package org.rollcall.backend.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.vertx.mutiny.sqlclient.Row;

/** Between instants and what the database keeps of them: microseconds, in UTC, or nothing. */
public final class Timestamps {

    private Timestamps() {
    }

    /** Now, to the microsecond: what is answered is what is stored. */
    public static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** For a parameter; null stays null. */
    public static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** The instant in a column; null where there is none. */
    public static Instant instant(Row row, String column) {
        return instant(row, column, null);
    }

    /** The instant in a column, or what its absence stands for. */
    public static Instant instant(Row row, String column, Instant absent) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? absent : value.toInstant();
    }
}
