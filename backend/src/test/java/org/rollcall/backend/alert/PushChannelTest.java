package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.notifications.fcm.FcmChannel;
import org.rollcall.notifications.log.LogChannel;

class PushChannelTest {

    private static final URI HERE = URI.create("http://127.0.0.1:9");

    @TempDir
    Path directory;

    @Test
    void withoutSettingsPushesGoToTheLog() {
        assertThat(PushChannel.of(PushSettings.log())).isInstanceOf(LogChannel.class);
    }

    @Test
    void theLoopbackLeavesNoCountryAndNeedsNoLeave() {
        try (var channel = (FcmChannel) PushChannel.of(PushSettings.loopback(HERE, "secret"))) {
            assertThat(channel.crossesBorder()).isFalse();
        }
    }

    @Test
    void whatLeavesTheCountryNeedsToBeAllowed() throws Exception {
        var key = serviceAccount();

        assertRefused(PushSettings.google(key, false), "rollcall.push.allow-cross-border=true");
        try (var channel = (FcmChannel) PushChannel.of(PushSettings.google(key, true))) {
            assertThat(channel.crossesBorder()).isTrue();
        }
    }

    @Test
    void inChinaNothingCrossesTheBorderWhateverIsAllowed() throws Exception {
        var toGoogle = PushSettings.google(serviceAccount(), true);

        assertThatIllegalStateException()
                .isThrownBy(() -> new PushChannel().channel(toGoogle, "postgresql://127.0.0.1:5432/rollcall",
                        () -> Optional.of("cn")))
                .withMessageContaining("rollcall.deployment.region=CN");
        try (var elsewhere = (FcmChannel) new PushChannel().channel(toGoogle, "postgresql://127.0.0.1:5432/rollcall",
                () -> Optional.of("DE"))) {
            assertThat(elsewhere.crossesBorder()).isTrue();
        }
        assertThat(new PushChannel().channel(PushSettings.log(), "postgresql://127.0.0.1:5432/rollcall",
                () -> Optional.of("CN"))).isInstanceOf(LogChannel.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollcall_training", "rollcall_demo", "rollcall_training?sslmode=disable"})
    void fromPeopleWhoAreMadeUpNothingGoesOutside(String database) throws Exception {
        var toGoogle = PushSettings.google(serviceAccount(), true);
        var url = "postgresql://127.0.0.1:5432/" + database;

        assertThatIllegalStateException().isThrownBy(() -> new PushChannel().channel(toGoogle, url, Optional::empty))
                .withMessageContaining("nothing is sent outside");
        assertThat(new PushChannel().channel(PushSettings.log(), url, Optional::empty)).isInstanceOf(LogChannel.class);
    }

    @Test
    void fromPeopleWhoAreRealItMay() throws Exception {
        var toGoogle = PushSettings.google(serviceAccount(), true);

        try (var channel = (FcmChannel) new PushChannel().channel(toGoogle, "postgresql://127.0.0.1:5432/rollcall",
                Optional::empty)) {
            assertThat(channel.crossesBorder()).isTrue();
        }
    }

    @Test
    void settingsThatContradictOneAnotherAreRefusedByName() {
        assertRefused(PushSettings.log().project("demo"),
                "channel=log has no use for rollcall.push.fcm-project-id");
        assertRefused(PushSettings.loopback(HERE, "secret").project(null), "needs rollcall.push.fcm-project-id");
        assertRefused(PushSettings.loopback(HERE, "secret").endpoint(null), "needs rollcall.push.loopback-endpoint");
        assertRefused(PushSettings.loopback(HERE, "secret").endpoint("http://192.0.2.1:80"), "127.0.0.1");
        assertRefused(PushSettings.log().pollEvery(Duration.ofMillis(1)), "poll-every");
        assertRefused(PushSettings.google(directory.resolve("none.json"), true), "fcm-service-account-file");
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithoutTellingWhatItHolds() throws IOException {
        var file = Files.writeString(directory.resolve("key.json"), "{\"private_key\":\"top-secret\"}");

        assertRefused(PushSettings.google(file, true), "fcm-service-account-file");
    }

    private static void assertRefused(PushConfig config, String says) {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> PushChannel.of(config))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(says).doesNotContain("\n", "secret"));
    }

    private Path serviceAccount() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pem = "-----BEGIN PRIVATE KEY-----\\n" + Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
        return Files.writeString(directory.resolve("account.json"), """
                {"type": "service_account", "project_id": "demo", "private_key_id": "1", "private_key": "%s",
                 "client_email": "rollcall@demo.example", "client_id": "1"}""".formatted(pem), StandardCharsets.UTF_8);
    }
}
