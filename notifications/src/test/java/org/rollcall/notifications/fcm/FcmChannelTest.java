package org.rollcall.notifications.fcm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.DeliveryResult;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.MessageCode;
import org.rollcall.notifications.Registration;
import org.rollcall.notifications.Severity;
import org.rollcall.notifications.loopback.Fault;
import org.rollcall.notifications.loopback.LoopbackFcmServer;

/** Each row of the results table, through the real SDK against the loopback server. */
class FcmChannelTest {

    private LoopbackFcmServer server;
    private FcmChannel channel;

    @BeforeEach
    void start() throws IOException {
        server = LoopbackFcmServer.start(0, "secret");
        channel = FcmChannel.toLoopback("demo", server.endpoint(), "secret",
                new FcmResults(Clock.systemUTC(), () -> 0.0));
    }

    @AfterEach
    void stop() {
        channel.close();
        server.close();
    }

    @Test
    void goodMessageIsDelivered() throws Exception {
        assertThat(deliver()).isEqualTo(new DeliveryResult.Delivered());
        assertThat(server.received()).singleElement()
                .satisfies(received -> assertThat(received.target()).isEqualTo("phone"));
    }

    @Test
    void unregisteredIsGone() throws Exception {
        assertThat(deliverWith(Fault.UNREGISTERED)).isEqualTo(new DeliveryResult.RegistrationGone());
    }

    @Test
    void anotherSendersRegistrationIsDisabled() throws Exception {
        assertThat(deliverWith(Fault.SENDER_ID_MISMATCH)).isEqualTo(new DeliveryResult.RegistrationDisabled());
    }

    @Test
    void badTokenIsGoneOnceADryRunProvesThePayload() throws Exception {
        assertThat(deliverWith(Fault.INVALID_ARGUMENT)).isEqualTo(new DeliveryResult.RegistrationGone());
        assertThat(server.received()).allMatch(received -> received.validateOnly());
    }

    @Test
    void badPayloadIsRejectedAndKeepsTheRegistration() throws Exception {
        server.answer("rollcall-payload-probe", Fault.INVALID_ARGUMENT);
        assertThat(deliverWith(Fault.INVALID_ARGUMENT)).isEqualTo(new DeliveryResult.Rejected("INVALID_ARGUMENT"));
    }

    @Test
    void quotaIsRetriedWhenTold() throws Exception {
        assertThat(deliverWith(Fault.QUOTA_EXCEEDED))
                .isEqualTo(new DeliveryResult.Retry(Duration.ofSeconds(7), "QUOTA_EXCEEDED"));
    }

    @Test
    void unavailableIsRetriedAfterAMinute() throws Exception {
        assertThat(deliverWith(Fault.UNAVAILABLE))
                .isEqualTo(new DeliveryResult.Retry(Duration.ofSeconds(60), "UNAVAILABLE"));
    }

    @Test
    void gatewayPageIsRetried() throws Exception {
        assertThat(deliverWith(Fault.BAD_GATEWAY_HTML))
                .isEqualTo(new DeliveryResult.Retry(Duration.ofSeconds(60), "NO_CODE"));
    }

    private DeliveryResult deliverWith(Fault fault) throws Exception {
        server.answer("phone", fault);
        return deliver();
    }

    private DeliveryResult deliver() throws Exception {
        Message message = Message.aboutAlert(MessageCode.ALERT_OPENED, AlertCode.AREA_EXIT, Severity.WARNING,
                UUID.fromString("01890000-0000-7000-8000-000000000001"));
        return channel.deliver(new Registration(Registration.Kind.FCM_TOKEN, "phone"), message).toCompletableFuture()
                .get(40, TimeUnit.SECONDS);
    }
}
