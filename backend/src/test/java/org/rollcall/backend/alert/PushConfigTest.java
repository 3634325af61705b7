package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class PushConfigTest {

    @Test
    void everySettingIsReadAsItIsDocumented() {
        var config = read(Map.of("rollcall.push.channel", "fcm-loopback", "rollcall.push.fcm-project-id", "demo",
                "rollcall.push.fcm-service-account-file", "/etc/key.json", "rollcall.push.loopback-endpoint",
                "http://127.0.0.1:9", "rollcall.push.loopback-bearer", "secret", "rollcall.push.allow-cross-border",
                "true", "rollcall.push.poll-every", "500ms", "rollcall.push.lease", "1m"));

        assertThat(config.channel()).isEqualTo(PushConfig.Way.FCM_LOOPBACK);
        assertThat(config.fcmProjectId()).contains("demo");
        assertThat(config.fcmServiceAccountFile()).contains(Path.of("/etc/key.json"));
        assertThat(config.loopbackEndpoint()).contains(URI.create("http://127.0.0.1:9"));
        assertThat(config.loopbackBearer()).contains("secret");
        assertThat(config.allowCrossBorder()).isTrue();
        assertThat(config.pollEvery()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.lease()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whoSetsNothingGetsTheLogAndNothingAbroad() {
        var config = read(Map.of());

        assertThat(config.channel()).isEqualTo(PushConfig.Way.LOG);
        assertThat(config.allowCrossBorder()).isFalse();
        assertThat(config.pollEvery()).isEqualTo(Duration.ofMillis(500));
    }

    private static PushConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(PushConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100)).build()
                .getConfigMapping(PushConfig.class);
    }
}
