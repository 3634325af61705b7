package org.rollcall.backend.location.dialect;

import java.time.Duration;

import jakarta.ws.rs.core.Response;

/** The words of Traccar and OsmAnd: the status alone. They cannot be asked for anything. */
final class OsmAndAnswers implements Answers {

    @Override
    public Response taken(Message message, Wishes wishes) {
        return Response.ok().build();
    }

    @Override
    public Response unknownCredential() {
        return Refusals.notFound();
    }

    @Override
    public Response expiredCredential() {
        return Refusals.unavailable();
    }

    @Override
    public Response tooFast(Duration wait) {
        return Refusals.unavailable(wait);
    }
}
