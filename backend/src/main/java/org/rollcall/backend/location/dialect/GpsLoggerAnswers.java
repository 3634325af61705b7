package org.rollcall.backend.location.dialect;

import java.time.Duration;

import jakarta.ws.rs.core.Response;

/** The words of GPSLogger: the status alone. It cannot be asked for anything. */
final class GpsLoggerAnswers implements Answers {

    @Override
    public Response taken(Message message, Wishes wishes) {
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
