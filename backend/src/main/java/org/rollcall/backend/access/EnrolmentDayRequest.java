package org.rollcall.backend.access;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * For whom codes are made, and for how long.
 *
 * @param superviseeIds these; null for all of the office who have no phone yet
 * @param after where all are too many for one answer: {@code next} of the one before
 * @param holdsForHours null for a day
 */
public record EnrolmentDayRequest(@Size(min = 1, max = MOST) List<@NotNull UUID> superviseeIds, UUID after,
        @Min(1) @Max(336) Integer holdsForHours) {

    /** The most codes of one answer. */
    static final int MOST = 500;
    private static final int A_DAY = 24;

    int hours() {
        return holdsForHours == null ? A_DAY : holdsForHours;
    }
}
