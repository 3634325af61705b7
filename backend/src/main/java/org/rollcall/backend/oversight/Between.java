package org.rollcall.backend.oversight;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * The time that is asked about.
 *
 * @param from the first instant
 * @param to the first instant after it; at most 366 days later
 */
record Between(Instant from, Instant to) {

    static final Duration LONGEST = Duration.ofDays(366);

    /** @throws ProblemException INVALID, if it is no time or too long a one */
    Between {
        if (!from.isBefore(to) || to.isAfter(from.plus(LONGEST))) {
            throw new ProblemException(ProblemType.INVALID, "to is after from, and at most 366 days after it.");
        }
    }

    /** Of query parameters as they came; null where they did not. */
    static Between of(String from, String to) {
        try {
            return new Between(Instant.parse(from), Instant.parse(to));
        } catch (DateTimeException | NullPointerException e) {
            throw new ProblemException(ProblemType.INVALID, "from and to are needed, as date-times.");
        }
    }
}
