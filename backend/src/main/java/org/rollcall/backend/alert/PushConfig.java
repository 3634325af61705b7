package org.rollcall.backend.alert;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How pushes leave, and how hard the worker tries. */
@ConfigMapping(prefix = "rollcall.push")
public interface PushConfig {

    /** The ways there are. */
    enum Way {
        LOG, FCM, FCM_LOOPBACK
    }

    /** The way that pushes take: {@code log} (codes and ids into the log), {@code fcm}, {@code fcm-loopback} (a server on this machine, for tests and demos). */
    @WithDefault("log")
    Way channel();

    /** Whether a channel may be used that leaves the country, as {@code fcm} does. */
    @WithDefault("false")
    boolean allowCrossBorder();

    /** The Firebase project, for {@code fcm} and {@code fcm-loopback}. */
    Optional<String> fcmProjectId();

    /** File with the JSON key of the service account, for {@code fcm}. */
    Optional<Path> fcmServiceAccountFile();

    /** http://127.0.0.1:PORT of the server, for {@code fcm-loopback}. */
    Optional<URI> loopbackEndpoint();

    /** The token that the server expects, for {@code fcm-loopback}. */
    Optional<String> loopbackBearer();

    /** How often a node looks for messages that are due; at least 100 ms. */
    @WithDefault("500ms")
    Duration pollEvery();

    /** How many messages a node has under way at once. */
    @WithDefault("200")
    int mostUnderWay();

    /** How long a node has a message to itself; the longest a delivery may take is three quarters of it. */
    @WithDefault("4m")
    Duration lease();

    /** How long a message to nobody waits until it is looked whether there is somebody now. */
    @WithDefault("15s")
    Duration routeAgainAfter();
}
