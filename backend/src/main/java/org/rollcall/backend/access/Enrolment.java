package org.rollcall.backend.access;

import java.time.Instant;
import java.util.UUID;

/** A device's credentials, told once. What is not of its dialect is null, hence absent. */
public record Enrolment(UUID deviceId, UUID superviseeId, Dialect dialect, String accessToken, Instant expiresAt,
        String refreshToken, String login, String secret, String passphrase, String ingestPath,
        String configurationUrl, String configuration) {

    static Enrolment ofNative(EnrolledDevice device, AccessTokens.AccessToken token) {
        return new Enrolment(device.id(), device.superviseeId(), Dialect.NATIVE, token.value(), token.expiresAt(), null,
                null, null, null, null, null, null);
    }

    static Enrolment ofOwnTracks(EnrolledDevice device, OwnTracksSettings settings) {
        return new Enrolment(device.id(), device.superviseeId(), Dialect.OWNTRACKS, null, null, null, settings.login(),
                settings.secret().word(), settings.passphrase().word(), OwnTracksSettings.PATH, settings.link(), null);
    }

    /** Its client has no credentials but the address it sends to. */
    static Enrolment ofTraccar(EnrolledDevice device, TraccarSettings settings) {
        return new Enrolment(device.id(), device.superviseeId(), Dialect.TRACCAR, null, null, null, null, null, null,
                settings.path(), settings.link(), null);
    }

    static Enrolment ofOverland(EnrolledDevice device, OverlandSettings settings) {
        return new Enrolment(device.id(), device.superviseeId(), Dialect.OVERLAND, null, null, null, null,
                settings.secret().word(), null, OverlandSettings.PATH, settings.link(), null);
    }

    static Enrolment ofGpsLogger(EnrolledDevice device, GpsLoggerSettings settings) {
        return new Enrolment(device.id(), device.superviseeId(), Dialect.GPSLOGGER, null, null, null,
                device.id().toString(), settings.secret().word(), null, GpsLoggerSettings.PATH, null,
                settings.properties());
    }

    static Enrolment ofTransistorsoft(EnrolledDevice device, TransistorsoftSettings settings) {
        return new Enrolment(device.id(), device.superviseeId(), Dialect.TRANSISTORSOFT, settings.access().value(),
                settings.access().expiresAt(), settings.refresh().word(), null, null, null,
                TransistorsoftSettings.PATH, null, settings.configuration());
    }

    @Override
    public String toString() {
        return "Enrolment[deviceId=" + deviceId + ", dialect=" + dialect + "]";
    }
}
