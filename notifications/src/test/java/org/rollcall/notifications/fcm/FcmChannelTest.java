package org.rollcall.notifications.fcm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.CapturedLog;
import org.rollcall.notifications.DeliveryResult;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.MessageCode;
import org.rollcall.notifications.Registration;
import org.rollcall.notifications.Severity;
import org.rollcall.notifications.loopback.Fault;
import org.rollcall.notifications.loopback.LoopbackFcmServer;

/** Each row of the results table, through the real SDK against the loopback server. */
class FcmChannelTest {

    private static final Message MESSAGE = Message.aboutAlert(MessageCode.ALERT_OPENED, AlertCode.AREA_EXIT,
            Severity.WARNING, UUID.fromString("01890000-0000-7000-8000-000000000001"));

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
    void aRefusedArgumentIsRejectedAndKeepsTheRegistration() throws Exception {
        assertThat(deliverWith(Fault.INVALID_ARGUMENT)).isEqualTo(new DeliveryResult.Rejected("INVALID_ARGUMENT"));
        assertThat(server.received()).isEmpty();
    }

    @Test
    void refusedCredentialsAreRetriedAndToldToTheOperator() throws Exception {
        try (var wrong = FcmChannel.toLoopback("demo", server.endpoint(), "another secret",
                new FcmResults(Clock.systemUTC(), () -> 0.0)); var log = new CapturedLog(FcmChannel.class)) {
            assertThat(deliver(wrong)).isEqualTo(
                    new DeliveryResult.Retry(Duration.ofSeconds(60), "CREDENTIALS_REFUSED"));
            assertThat(log.text()).contains("check the service account").doesNotContain("secret", "phone");
        }
    }

    @Test
    void anInstallationIdIsAddressedAsOne() throws Exception {
        var result = channel.deliver(new Registration(Registration.Kind.FCM_INSTALLATION_ID, "installation"), MESSAGE)
                .toCompletableFuture().get(40, TimeUnit.SECONDS);

        assertThat(result).isEqualTo(new DeliveryResult.Delivered());
        assertThat(server.received()).singleElement().satisfies(received -> {
            assertThat(received.message()).containsEntry("fid", "installation").doesNotContainKey("token");
        });
    }

    @Test
    void bothKindsOfPhonesAreToldWhatReplacesWhatAndForHowLong() throws Exception {
        deliver();

        var message = server.received().get(0).message();
        assertThat((Map<?, ?>) message.get("android")).extracting("collapse_key", "ttl", "priority")
                .containsExactly(MESSAGE.collapseKey(), "86400s", "high");
        assertThat((Map<?, ?>) ((Map<?, ?>) message.get("apns")).get("headers"))
                .extracting("apns-collapse-id", "apns-priority").containsExactly(MESSAGE.collapseKey(), "10");
    }

    @Test
    void whatDoesNotFitIntoTheLocalQueueIsRetried() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var stuck = FcmChannel.toLoopback("demo", URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                        "secret", new FcmResults(Clock.systemUTC(), () -> 0.0))) {
            CompletionStage<DeliveryResult> last = null;
            for (int i = 0; i <= BoundedThreads.THREADS + BoundedThreads.WAITING; i++) {
                last = stuck.deliver(new Registration(Registration.Kind.FCM_TOKEN, "phone"), MESSAGE);
            }

            assertThat(last.toCompletableFuture().get(1, TimeUnit.SECONDS))
                    .isEqualTo(new DeliveryResult.Retry(Duration.ofSeconds(60), "LOCAL_QUEUE_FULL"));
        }
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
        return deliver(channel);
    }

    private static DeliveryResult deliver(FcmChannel through) throws Exception {
        return through.deliver(new Registration(Registration.Kind.FCM_TOKEN, "phone"), MESSAGE).toCompletableFuture()
                .get(40, TimeUnit.SECONDS);
    }
}
