package org.rollcall.backend.access;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** Tells a device that was enrolled what it needs, in the words of its app. Thread-safe. */
@ApplicationScoped
class EnrolmentAnswers {

    // A bracelet may be set up before its order is in force: few fixes until it is set up anew.
    private static final Duration UNSAID = Duration.ofHours(1);

    private final AccessTokens tokens;
    private final PublicUrl url;

    EnrolmentAnswers(AccessTokens tokens, PublicUrl url) {
        this.tokens = tokens;
        this.url = url;
    }

    /** @param interval how far apart the fixes of its kind of device are asked for; empty where none are */
    Uni<Enrolment> tell(EnrolledDevice device, NewCredentials made, Optional<Duration> interval) {
        return switch (device.dialect()) {
            case NATIVE -> tokens.issue(new Subject(device.superviseeId(), Optional.of(device.id())))
                    .map(token -> Enrolment.ofNative(device, token));
            case TRANSISTORSOFT -> tokens.issue(Subject.ofApp(device.superviseeId(), device.id()))
                    .map(token -> Enrolment.ofTransistorsoft(device,
                            new TransistorsoftSettings(token, made.refreshToken().orElseThrow(), url.value())));
            default -> Uni.createFrom().item(() -> settings(device, made, interval.orElse(UNSAID)));
        };
    }

    private Enrolment settings(EnrolledDevice device, NewCredentials made, Duration interval) {
        var id = device.id();
        var secret = made.deviceSecret().orElseThrow();
        return switch (device.dialect()) {
            case OWNTRACKS -> Enrolment.ofOwnTracks(device,
                    new OwnTracksSettings(id, secret, made.passphrase().orElseThrow(), url.value()));
            case TRACCAR -> Enrolment.ofTraccar(device, new TraccarSettings(id, secret, url.value(), interval));
            case OVERLAND -> Enrolment.ofOverland(device, new OverlandSettings(id, secret, url.value()));
            case GPSLOGGER -> Enrolment.ofGpsLogger(device,
                    new GpsLoggerSettings(id, secret, url.value(), interval));
            case NATIVE, TRANSISTORSOFT -> throw new IllegalArgumentException("it has no secret");
        };
    }
}
