package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * A time in which something may be collected about a person, and since when that is believed.
 *
 * @param validFrom the first instant
 * @param validUntil the first instant after it; empty for no end
 */
public record CollectionPeriod(UUID id, UUID superviseeId, Instant validFrom, Optional<Instant> validUntil,
        Instant knownFrom) {

    static final String COLUMNS = "id, supervisee_id, lower(valid) as valid_from, upper(valid) as valid_until, known_from";

    public CollectionPeriod {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(superviseeId, "superviseeId");
        Objects.requireNonNull(knownFrom, "knownFrom");
        if (validUntil.isPresent() && !validUntil.get().isAfter(validFrom)) {
            throw new IllegalArgumentException("a period ends after it begins");
        }
    }

    /** Whether something may be collected at that instant. */
    public boolean covers(Instant instant) {
        return !instant.isBefore(validFrom) && (validUntil.isEmpty() || instant.isBefore(validUntil.get()));
    }

    static CollectionPeriod of(Row row) {
        var until = row.getOffsetDateTime("valid_until");
        return new CollectionPeriod(row.getUUID("id"), row.getUUID("supervisee_id"),
                row.getOffsetDateTime("valid_from").toInstant(),
                until == null ? Optional.empty() : Optional.of(until.toInstant()),
                row.getOffsetDateTime("known_from").toInstant());
    }
}
