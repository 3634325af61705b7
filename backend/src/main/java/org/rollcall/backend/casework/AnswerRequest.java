package org.rollcall.backend.casework;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** What the agency says to a remark. */
public record AnswerRequest(@NotNull @Size(min = 1, max = 10_000) String content) {
    @Override
    public String toString() {
        return "AnswerRequest[]";
    }
}
