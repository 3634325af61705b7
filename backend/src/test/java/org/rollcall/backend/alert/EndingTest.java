package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.rollcall.notifications.DeliveryResult;
import org.rollcall.notifications.RetrySchedule;

class EndingTest {

    private static final DeliveryResult TAKEN = new DeliveryResult.Delivered();
    private static final DeliveryResult GONE = new DeliveryResult.RegistrationGone();
    private static final DeliveryResult FOREIGN = new DeliveryResult.RegistrationDisabled();
    private static final DeliveryResult REJECTED = new DeliveryResult.Rejected("INVALID_ARGUMENT");

    @Test
    void itIsSentWhenSomePhoneTookItAndNoneMayYet() {
        assertThat(of(1, false, TAKEN, GONE, REJECTED)).isEqualTo(Ending.in(Ending.State.SENT, "DELIVERED"));
        assertThat(of(2, true, GONE)).isEqualTo(Ending.in(Ending.State.SENT, "DELIVERED"));
    }

    @Test
    void itIsTriedAgainWhileOnePhoneMayYetTakeIt() {
        var ending = of(1, false, TAKEN, retry(7, "UNAVAILABLE"));

        assertThat(ending).isEqualTo(
                new Ending(Ending.State.PENDING, java.util.Optional.of(Duration.ofSeconds(7)), "UNAVAILABLE"));
    }

    @Test
    void ofSeveralWaitsTheLongestCounts() {
        assertThat(of(1, false, retry(60, "QUOTA_EXCEEDED"), retry(7, "UNAVAILABLE")).again())
                .contains(Duration.ofSeconds(60));
    }

    @Test
    void itIsGivenUpAfterTheLastAttempt() {
        int last = RetrySchedule.DEFAULT.attempts();

        assertThat(of(last, false, retry(7, "UNAVAILABLE"))).isEqualTo(Ending.in(Ending.State.DEAD, "UNAVAILABLE"));
        assertThat(of(last, true, retry(7, "UNAVAILABLE")).state()).isEqualTo(Ending.State.SENT);
    }

    @Test
    void aRejectedMessageIsDead() {
        assertThat(of(1, false, GONE, REJECTED)).isEqualTo(Ending.in(Ending.State.DEAD, "INVALID_ARGUMENT"));
    }

    @Test
    void whereNoPhoneIsLeftItIsNotCalledSent() {
        assertThat(of(1, false)).isEqualTo(Ending.in(Ending.State.NO_REGISTRATION, "NO_REGISTRATION"));
        assertThat(of(1, false, GONE, FOREIGN).state()).isEqualTo(Ending.State.NO_REGISTRATION);
    }

    private static DeliveryResult retry(long seconds, String reason) {
        return new DeliveryResult.Retry(Duration.ofSeconds(seconds), reason);
    }

    private static Ending of(int attempt, boolean hadIt, DeliveryResult... results) {
        return Ending.of(attempt, hadIt, List.of(results), RetrySchedule.DEFAULT, 0);
    }
}
