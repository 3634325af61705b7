package org.rollcall.backend.casework;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What an officer says to an objection. */
public record ObjectionDecisionRequest(@NotNull Objection.Outcome outcome,
        @NotNull @Size(min = 1, max = 4_000) @Pattern(regexp = "(?s).*\\S.*") String reason) {
    @Override
    public String toString() {
        return "ObjectionDecisionRequest[]";
    }
}
