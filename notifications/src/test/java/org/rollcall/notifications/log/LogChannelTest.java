package org.rollcall.notifications.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.CapturedLog;
import org.rollcall.notifications.DeliveryResult;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.MessageCode;
import org.rollcall.notifications.Registration;
import org.rollcall.notifications.Severity;

class LogChannelTest {

    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    private final LogChannel channel = new LogChannel();

    @Test
    void whatItTakesIsDeliveredAndItsLineHoldsCodesAndTheIdOnly() {
        try (var log = new CapturedLog(LogChannel.class)) {
            var result = deliver(Message.aboutAlert(MessageCode.ALERT_OPENED, AlertCode.ZONE_ENTRY, Severity.CRITICAL,
                    ID));

            assertThat(result).isEqualTo(new DeliveryResult.Delivered());
            assertThat(log.text()).isEqualTo("INFO push code=ALERT_OPENED alertCode=ZONE_ENTRY severity=CRITICAL"
                    + " objectId=" + ID + " registrationKind=FCM_TOKEN\n");
        }
    }

    @Test
    void aMessageAboutNoAlertHasNoAlertCode() {
        try (var log = new CapturedLog(LogChannel.class)) {
            deliver(Message.dutyReminder(ID, Duration.ofMinutes(5)));

            assertThat(log.text()).contains("code=DUTY_REMINDER alertCode=- ");
        }
    }

    @Test
    void nothingLeavesTheCountry() {
        assertThat(channel.crossesBorder()).isFalse();
        assertThat(channel.name()).isEqualTo("log");
    }

    private DeliveryResult deliver(Message message) {
        return channel.deliver(new Registration(Registration.Kind.FCM_TOKEN, "a-secret-token"), message)
                .toCompletableFuture().join();
    }
}
