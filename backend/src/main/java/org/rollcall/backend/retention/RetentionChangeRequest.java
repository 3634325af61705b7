package org.rollcall.backend.retention;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.platform.ProblemException;

/**
 * What shall hold for a class of data from now on.
 *
 * @param days how long; null: as long as the case file, where that is what comes at the end
 * @param purpose null: as before
 * @param legalBasis null: as before
 */
public record RetentionChangeRequest(@NotNull @Size(min = 3, max = 40) String dataClass, Integer days,
        @NotNull AtEnd atEnd, @Size(min = 1, max = 1_000) @Pattern(regexp = ".*\\S.*") String purpose,
        @Size(min = 1, max = 1_000) @Pattern(regexp = ".*\\S.*") String legalBasis,
        @NotBlank @Size(max = 1_000) String reason) {

    /** @throws ProblemException INVALID, where the law or sense leave no room for it */
    void check(RegisterEntry now) {
        if (!now.ends().contains(atEnd)) {
            throw ProblemException.invalid("atEnd", "is one of " + now.ends());
        }
        if ((days == null) != (atEnd == AtEnd.KEEP)) {
            throw ProblemException.invalid("days", "is missing where something is kept, and only there");
        }
        if (days != null && (days < now.leastDays() || days > now.mostDays())) {
            throw ProblemException.invalid("days", "is " + now.leastDays() + " to " + now.mostDays() + " ("
                    + now.boundedBy() + ")");
        }
    }
}
