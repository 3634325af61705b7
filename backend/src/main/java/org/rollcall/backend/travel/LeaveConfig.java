package org.rollcall.backend.travel;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who decides on how long a leave (IM 27, IM 29). Provinces have numbers of their own. Days are calendar days of the person. */
@ConfigMapping(prefix = "rollcall.leave")
public interface LeaveConfig {

    /** The longest leave in days, first and last counted, on which an office decides that the county delegated it to. */
    @WithDefault("7")
    @Min(1)
    @Max(366)
    int officeDays();

    /** The longest leave in days on which the county decides; beyond, the level above. */
    @WithDefault("30")
    @Min(1)
    @Max(366)
    int countyDays();

    /** The most days away in the window, this leave among them, with which office and county decide. */
    @WithDefault("30")
    @Min(1)
    @Max(366)
    int countyDaysInWindow();

    /** The window in months: from the same calendar day that many months before the last day of the leave. */
    @WithDefault("2")
    @Min(1)
    @Max(12)
    int windowMonths();

    /** How many months a permit for recurring journeys holds at the most. */
    @WithDefault("6")
    @Min(1)
    @Max(24)
    int recurringMonths();
}
