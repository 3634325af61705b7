package org.rollcall.backend.location.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.rollcall.backend.location.BurstRequest;
import org.rollcall.backend.platform.ProblemType;

/** The words of OwnTracks: a list, which may hold commands. The app on iOS deletes what is answered 4xx. */
final class OwnTracksAnswers implements Answers {

    private static final Map<String, String> REPORT = Map.of("_type", "cmd", "action", "reportLocation");

    @Override
    public Response taken(Optional<BurstRequest> burst) {
        return Response.ok(burst.isPresent() ? List.of(REPORT) : List.of(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    @Override
    public Response unknownCredential() {
        return Refusals.of(ProblemType.UNAUTHENTICATED, "The user is the id of the device, the password its secret.")
                .header("WWW-Authenticate", "Basic realm=\"rollcall\"").build();
    }

    @Override
    public Response unavailable() {
        return Refusals.unavailable();
    }
}
