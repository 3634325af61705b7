package org.rollcall.backend.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.vertx.mutiny.sqlclient.Row;

/** Between instants and what the database keeps of them: microseconds, in UTC, or nothing. */
public final class Timestamps {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Timestamps() {
    }

    /**
     * What a client sent, to the microsecond; null stays null.
     *
     * @throws ProblemException INVALID, if it lies outside 1900 to 2200, which no file of ours does
     */
    public static Instant given(Instant instant, String field) {
        if (instant == null) {
            return null;
        }
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
            throw new ProblemException(ProblemType.INVALID, field + " lies outside 1900 to 2200.");
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
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
