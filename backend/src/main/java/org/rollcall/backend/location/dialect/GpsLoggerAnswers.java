package org.rollcall.backend.location.dialect;

import java.time.Duration;
import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.rollcall.backend.location.BurstRequest;

/** The words of GPSLogger: the status alone. It cannot be asked for a burst. */
final class GpsLoggerAnswers implements Answers {

    @Override
    public Response taken(Message message, Optional<BurstRequest> burst) {
        return Response.ok().build();
    }

    @Override
    public Response unknownCredential() {
        return Refusals.basic();
    }

    @Override
    public Response expiredCredential() {
        return Refusals.basic();
    }

    @Override
    public Response tooFast(Duration wait) {
        return Refusals.tooMany(wait);
    }
}
