package org.rollcall.backend.access;

import java.time.Instant;
import java.util.UUID;

/** A device's credentials, told once. What is not of its dialect is null, hence absent. */
public record Enrolment(UUID deviceId, UUID superviseeId, Dialect dialect, String accessToken, Instant expiresAt,
        String login, String secret, String ingestPath, String configurationUrl) {

    static Enrolment ofNative(EnrolledDevice device, AccessTokens.AccessToken token) {
        return new Enrolment(device.id(), device.superviseeId(), Dialect.NATIVE, token.value(), token.expiresAt(), null,
                null, null, null);
    }

    static Enrolment ofOwnTracks(EnrolledDevice device, OwnTracksSettings settings) {
        return new Enrolment(device.id(), device.superviseeId(), Dialect.OWNTRACKS, null, null, settings.login(),
                settings.secret().word(), OwnTracksSettings.PATH, settings.link());
    }

    /** Its client has no credentials but the address it sends to. */
    static Enrolment ofTraccar(EnrolledDevice device, DeviceSecret secret) {
        return new Enrolment(device.id(), device.superviseeId(), Dialect.TRACCAR, null, null, null, null,
                "/api/v1/ingest/osmand/" + secret.word(), null);
    }

    @Override
    public String toString() {
        return "Enrolment[deviceId=" + deviceId + ", dialect=" + dialect + "]";
    }
}
