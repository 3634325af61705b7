package org.rollcall.backend.location.dialect;

import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.rollcall.backend.location.BurstRequest;
import org.rollcall.backend.platform.ProblemType;

/** The words of Traccar and OsmAnd: the status alone. They cannot be asked for a burst. */
final class OsmAndAnswers implements Answers {

    @Override
    public Response taken(Optional<BurstRequest> burst) {
        return Response.ok().build();
    }

    @Override
    public Response unknownCredential() {
        return Refusals.of(ProblemType.NOT_FOUND, "It does not exist, or you may not see it.").build();
    }

    @Override
    public Response unavailable() {
        return Refusals.unavailable();
    }
}
