package org.rollcall.backend.alert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.rollcall.backend.platform.DeploymentConfig;
import org.rollcall.backend.platform.MadeUpData;
import org.rollcall.notifications.Channel;
import org.rollcall.notifications.fcm.FcmChannel;
import org.rollcall.notifications.log.LogChannel;

/** Makes the one channel that the configuration asks for, and refuses configuration that contradicts itself. */
@ApplicationScoped
class PushChannel {

    @Produces
    @Singleton
    Channel channel(PushConfig config, @ConfigProperty(name = "quarkus.datasource.reactive.url") String database,
            DeploymentConfig deployment) {
        if (config.channel() == PushConfig.Way.FCM && MadeUpData.isIn(database)) {
            throw new IllegalStateException("the database's name says that everybody in it is made up:"
                    + " nothing is sent outside, rollcall.push.channel is log or fcm-loopback");
        }
        return inside(of(config), deployment);
    }

    /** There is no leave to cross that border. */
    static Channel inside(Channel channel, DeploymentConfig deployment) {
        if (channel.crossesBorder() && deployment.staysInside()) {
            closeQuietly(channel);
            throw new IllegalStateException("rollcall.deployment.region=CN: pushes stay in the country,"
                    + " rollcall.push.channel is log or fcm-loopback");
        }
        return channel;
    }

    void close(@Disposes Channel channel) {
        closeQuietly(channel);
    }

    /** @throws IllegalStateException with one line that says which setting is wrong */
    static Channel of(PushConfig config) {
        check(config);
        var channel = switch (config.channel()) {
            case LOG -> new LogChannel();
            case FCM -> toGoogle(config);
            case FCM_LOOPBACK -> toLoopback(config);
        };
        if (channel.crossesBorder() && !config.allowCrossBorder()) {
            closeQuietly(channel);
            throw new IllegalStateException("rollcall.push.channel=" + word(config.channel())
                    + " leaves the country: set rollcall.push.allow-cross-border=true if it may");
        }
        return channel;
    }

    private static void check(PushConfig config) {
        var way = config.channel();
        check(way, "fcm-project-id", config.fcmProjectId(), way != PushConfig.Way.LOG);
        check(way, "fcm-service-account-file", config.fcmServiceAccountFile(), way == PushConfig.Way.FCM);
        check(way, "loopback-endpoint", config.loopbackEndpoint(), way == PushConfig.Way.FCM_LOOPBACK);
        check(way, "loopback-bearer", config.loopbackBearer(), way == PushConfig.Way.FCM_LOOPBACK);
        if (config.pollEvery().toMillis() < 100 || config.mostUnderWay() < 1 || config.lease().toSeconds() < 10
                || config.routeAgainAfter().toSeconds() < 1) {
            throw new IllegalStateException("rollcall.push needs poll-every >= 100ms, most-under-way >= 1,"
                    + " lease >= 10s, route-again-after >= 1s");
        }
    }

    private static void check(PushConfig.Way way, String setting, Optional<?> value, boolean needed) {
        if (value.isPresent() != needed) {
            throw new IllegalStateException("rollcall.push.channel=" + word(way)
                    + (needed ? " needs rollcall.push." : " has no use for rollcall.push.") + setting);
        }
    }

    private static Channel toGoogle(PushConfig config) {
        try (InputStream key = Files.newInputStream(config.fcmServiceAccountFile().orElseThrow())) {
            return FcmChannel.toGoogle(config.fcmProjectId().orElseThrow(), key);
        } catch (IOException | IllegalArgumentException e) {
            // The cause may repeat what the file holds.
            throw new IllegalStateException(
                    "rollcall.push.fcm-service-account-file is not the JSON key of a service account");
        }
    }

    private static Channel toLoopback(PushConfig config) {
        try {
            return FcmChannel.toLoopback(config.fcmProjectId().orElseThrow(), config.loopbackEndpoint().orElseThrow(),
                    config.loopbackBearer().orElseThrow());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("rollcall.push.loopback-endpoint is not http://127.0.0.1:PORT");
        }
    }

    private static String word(PushConfig.Way way) {
        return way.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static void closeQuietly(Channel channel) {
        if (channel instanceof FcmChannel fcm) {
            fcm.close();
        }
    }
}
