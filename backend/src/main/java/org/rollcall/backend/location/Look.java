package org.rollcall.backend.location;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Who is looked at, for which time and why.
 *
 * @param from the first instant
 * @param to the first instant after it; at most 31 days later
 * @param alert the alert that is looked into; there is one exactly where that is the purpose
 * @param limit the most fixes at once
 * @param after the last fix of the page before
 */
record Look(UUID person, Instant from, Instant to, LookPurpose purpose, Optional<UUID> alert, int limit,
        Optional<Cursor.ByInstant> after) {

    static final int MOST = 10_000;
    static final Duration LONGEST = Duration.ofDays(31);

    /** @throws ProblemException INVALID, if it contradicts itself or asks for too much */
    Look {
        if (!from.isBefore(to) || to.isAfter(from.plus(LONGEST))) {
            throw invalid("to is after from, and at most 31 days after it.");
        }
        if ((purpose == LookPurpose.ALERT) != alert.isPresent()) {
            throw invalid("alertId is given with the purpose ALERT, and with no other.");
        }
        if (limit < 1 || limit > MOST) {
            throw invalid("limit is 1 to " + MOST + ".");
        }
    }

    /** Of the query's parameters as they came; null where they did not. */
    static Look of(UUID person, Asked asked) {
        try {
            return new Look(person, Instant.parse(asked.from), Instant.parse(asked.to),
                    LookPurpose.valueOf(asked.purpose), Optional.ofNullable(asked.alertId).map(UUID::fromString),
                    asked.limit == null ? MOST : Integer.parseInt(asked.limit),
                    Optional.ofNullable(asked.after).map(word -> (Cursor.ByInstant) Cursor.of(word)));
        } catch (DateTimeException | IllegalArgumentException | NullPointerException | ClassCastException e) {
            throw invalid("from, to and purpose are needed: date-times, and a purpose of the list; after is the next of"
                    + " the page before.");
        }
    }

    /** The query's parameters as they came; null where they did not. */
    record Asked(String from, String to, String purpose, String alertId, String limit, String after) {}

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID, detail);
    }
}
