package org.rollcall.backend.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.Timestamps;

/**
 * Something to say against what is recorded of a time.
 *
 * @param alertId the alert that it is about; null where it is about none
 * @param from the beginning of that time
 * @param until its end, at most a week later and not in the future
 */
public record ObjectionRequest(UUID alertId, @NotNull Instant from, @NotNull Instant until,
        @NotNull @Size(min = 1, max = 4_000) @Pattern(regexp = "(?s).*\\S.*") String statement) {

    private static final Duration LONGEST = Duration.ofDays(7);

    /** @throws ProblemException INVALID, where that is no time that something is recorded of */
    void check(Instant now) {
        Timestamps.given(from, "from");
        Timestamps.given(until, "until");
        if (!until.isAfter(from) || until.isAfter(from.plus(LONGEST))) {
            throw ProblemException.invalid("until", "is after from, by a week at most");
        }
        if (until.isAfter(now)) {
            throw ProblemException.invalid("until", "is not in the future");
        }
    }

    @Override
    public String toString() {
        return "ObjectionRequest[]";
    }
}
