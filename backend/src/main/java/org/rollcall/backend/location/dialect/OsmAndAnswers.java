package org.rollcall.backend.location.dialect;

import java.time.Duration;
import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.rollcall.backend.location.BurstRequest;

/** The words of Traccar and OsmAnd: the status alone. They cannot be asked for a burst. */
final class OsmAndAnswers implements Answers {

    @Override
    public Response taken(Message message, Optional<BurstRequest> burst) {
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
