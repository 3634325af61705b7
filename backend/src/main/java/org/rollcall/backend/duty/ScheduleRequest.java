package org.rollcall.backend.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalInt;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * What shall be asked, and when.
 *
 * @param dayOfMonth the last day of a report's window; for reports only
 * @param graceMinutes null for the usual one of the kind
 * @param validFrom null for now
 * @param validUntil before then the last window opens; null for no end
 */
public record ScheduleRequest(@NotNull DutyKind kind, @NotNull TimeOfDay opens, @NotNull TimeOfDay closes,
        @Min(1) @Max(28) Integer dayOfMonth, @Min(0) @Max(10_080) Integer graceMinutes, Instant validFrom,
        Instant validUntil) {

    /** How it comes again in that zone; refused where no window can follow from it. */
    Recurrence recurrence(ZoneId zone) {
        if ((kind == DutyKind.REPORT) != (dayOfMonth != null)) {
            throw new ProblemException(ProblemType.INVALID, "dayOfMonth is for reports, which need one.");
        }
        try {
            return new Recurrence(opens, closes, dayOfMonth == null ? OptionalInt.empty() : OptionalInt.of(dayOfMonth),
                    grace(), zone);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID, "The window must close after it opens.");
        }
    }

    Duration grace() {
        return graceMinutes == null ? kind.usualGrace() : Duration.ofMinutes(graceMinutes);
    }
}
