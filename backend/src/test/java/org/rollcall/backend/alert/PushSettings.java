package org.rollcall.backend.alert;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Object mother: settings of pushes as a test wants them. */
record PushSettings(Way channel, boolean allowCrossBorder, Optional<String> fcmProjectId,
        Optional<Path> fcmServiceAccountFile, Optional<URI> loopbackEndpoint, Optional<String> loopbackBearer,
        Duration pollEvery, int mostUnderWay, Duration lease, Duration routeAgainAfter) implements PushConfig {

    static PushSettings log() {
        return new PushSettings(Way.LOG, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Duration.ofSeconds(1), 200, Duration.ofMinutes(4), Duration.ofSeconds(15));
    }

    static PushSettings loopback(URI endpoint, String bearer) {
        return new PushSettings(Way.FCM_LOOPBACK, false, Optional.of("demo"), Optional.empty(), Optional.of(endpoint),
                Optional.of(bearer), Duration.ofSeconds(1), 200, Duration.ofMinutes(4), Duration.ofSeconds(15));
    }

    static PushSettings google(Path key, boolean allowed) {
        return new PushSettings(Way.FCM, allowed, Optional.of("demo"), Optional.of(key), Optional.empty(),
                Optional.empty(), Duration.ofSeconds(1), 200, Duration.ofMinutes(4), Duration.ofSeconds(15));
    }

    PushSettings project(String id) {
        return new PushSettings(channel, allowCrossBorder, Optional.ofNullable(id), fcmServiceAccountFile,
                loopbackEndpoint, loopbackBearer, pollEvery, mostUnderWay, lease, routeAgainAfter);
    }

    PushSettings endpoint(String uri) {
        return new PushSettings(channel, allowCrossBorder, fcmProjectId, fcmServiceAccountFile,
                Optional.ofNullable(uri).map(URI::create), loopbackBearer, pollEvery, mostUnderWay, lease,
                routeAgainAfter);
    }

    PushSettings pollEvery(Duration every) {
        return new PushSettings(channel, allowCrossBorder, fcmProjectId, fcmServiceAccountFile, loopbackEndpoint,
                loopbackBearer, every, mostUnderWay, lease, routeAgainAfter);
    }
}
