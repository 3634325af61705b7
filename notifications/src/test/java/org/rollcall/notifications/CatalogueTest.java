package org.rollcall.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    @Test
    void everyMessageHasATextInEveryLanguageAndFits() {
        for (Language language : Language.values()) {
            for (MessageCode code : MessageCode.values()) {
                for (AlertCode alert : code.aboutAlert() ? AlertCode.values() : new AlertCode[]{null}) {
                    Message message = new Message(code, alert, Severity.WARNING, ID, "/inbox/" + ID,
                            Duration.ofHours(1), CollapseKey.of(code.name(), ID), language);

                    Payload payload = Payload.of(message);

                    assertThat(payload.title()).isNotBlank();
                    assertThat(payload.body()).isNotBlank();
                    assertThat(payload.bytes()).isLessThanOrEqualTo(Payload.MAX_BYTES);
                }
            }
        }
    }

    @Test
    void payloadOverTheBoundIsRefused() {
        assertThatThrownBy(() -> new Payload("t", "界".repeat(1366), java.util.Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void linkCannotHoldAName() {
        assertThatThrownBy(() -> new Message(MessageCode.DUTY_REMINDER, null, Severity.WARNING, ID, "/alerts/zhang-san",
                Duration.ZERO, CollapseKey.of("DUTY_REMINDER", ID), Language.EN))
                .isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("zhang");
    }

    @Test
    void registrationHidesItsValue() {
        assertThat(new Registration(Registration.Kind.FCM_TOKEN, "abc-secret").toString()).doesNotContain("secret");
    }
}
