package org.rollcall.backend.duty;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What a check-in by PIN was, as an officer says it.
 *
 * @param reason how the officer knows: a call, a visit
 */
public record ProvisionalDecisionRequest(@NotNull Outcome outcome, @NotBlank @Size(max = 800) String reason) {

    /** What it was. */
    public enum Outcome {
        /** The person's own. */
        CONFIRM(ProvisionalState.CONFIRMED),
        /** Not shown to be the person's own. */
        REJECT(ProvisionalState.REJECTED);

        private final ProvisionalState state;

        Outcome(ProvisionalState state) {
            this.state = state;
        }

        ProvisionalState state() {
            return state;
        }
    }
}
