package org.rollcall.backend.access;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** Tells a device that was enrolled what it needs, in the words of its app. Thread-safe. */
@ApplicationScoped
class EnrolmentAnswers {

    private final AccessTokens tokens;
    private final PublicUrl url;

    EnrolmentAnswers(AccessTokens tokens, PublicUrl url) {
        this.tokens = tokens;
        this.url = url;
    }

    Uni<Enrolment> tell(EnrolledDevice device, NewCredentials made) {
        return switch (device.dialect()) {
            case NATIVE -> tokens.issue(new Subject(device.superviseeId(), Optional.of(device.id())))
                    .map(token -> Enrolment.ofNative(device, token));
            case TRANSISTORSOFT -> tokens.issue(Subject.ofApp(device.superviseeId(), device.id()))
                    .map(token -> Enrolment.ofTransistorsoft(device,
                            new TransistorsoftSettings(token, made.refreshToken().orElseThrow(), url.value())));
            default -> Uni.createFrom().item(() -> settings(device, made, made.deviceSecret().orElseThrow()));
        };
    }

    private Enrolment settings(EnrolledDevice device, NewCredentials made, DeviceSecret secret) {
        var id = device.id();
        return switch (device.dialect()) {
            case OWNTRACKS -> Enrolment.ofOwnTracks(device,
                    new OwnTracksSettings(id, secret, made.passphrase().orElseThrow(), url.value()));
            case TRACCAR -> Enrolment.ofTraccar(device, new TraccarSettings(id, secret, url.value()));
            case OVERLAND -> Enrolment.ofOverland(device, new OverlandSettings(id, secret, url.value()));
            case GPSLOGGER -> Enrolment.ofGpsLogger(device, new GpsLoggerSettings(id, secret, url.value()));
            case NATIVE, TRANSISTORSOFT -> throw new IllegalArgumentException("it has no secret");
        };
    }
}
