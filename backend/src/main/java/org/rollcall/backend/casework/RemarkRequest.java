package org.rollcall.backend.casework;

import java.time.LocalDate;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Something to say of a case.
 *
 * @param documentNumber of the paper; a notice has one
 * @param answerBy the last day for an answer; null where none is asked for
 */
public record RemarkRequest(@NotNull Remark.Kind kind, @Size(min = 1, max = 100) String documentNumber,
        @NotNull @Size(min = 1, max = 10_000) String content, LocalDate answerBy) {
    @Override
    public String toString() {
        return "RemarkRequest[]";
    }
}
