package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.rollcall.backend.alert.Handling.ACKNOWLEDGED;
import static org.rollcall.backend.alert.Handling.CLOSED;
import static org.rollcall.backend.alert.Handling.OPEN;
import static org.rollcall.backend.alert.Handling.UNRESOLVED;
import static org.rollcall.backend.alert.Handling.VERIFIED_BREACH;
import static org.rollcall.backend.alert.Handling.VERIFIED_INNOCENT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

class HandlingTest {

    @Test
    void takingOnIsOneStepAndThenNone() {
        assertThat(OPEN.acknowledging()).containsExactly(ACKNOWLEDGED);
        assertThat(ACKNOWLEDGED.acknowledging()).isEmpty();
        assertThat(VERIFIED_BREACH.acknowledging()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void oneFormTakesEveryStepFromOpenToClosed(Outcome outcome) {
        assertThat(OPEN.closing(outcome)).containsExactly(ACKNOWLEDGED, outcome.step(), CLOSED);
        assertThat(ACKNOWLEDGED.closing(outcome)).containsExactly(outcome.step(), CLOSED);
    }

    @Test
    void anOutcomeIsSaidAgainOnlyWhereItDiffers() {
        assertThat(VERIFIED_BREACH.closing(Outcome.VERIFIED_BREACH)).containsExactly(CLOSED);
        assertThat(UNRESOLVED.closing(Outcome.VERIFIED_INNOCENT)).containsExactly(VERIFIED_INNOCENT, CLOSED);
    }

    @Test
    void nothingComesAfterClosed() {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(CLOSED::acknowledging)
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.CONFLICT));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> CLOSED.closing(Outcome.UNRESOLVED));
    }
}
