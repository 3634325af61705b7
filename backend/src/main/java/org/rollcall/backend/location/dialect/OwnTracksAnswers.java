package org.rollcall.backend.location.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.rollcall.backend.location.BurstRequest;

/**
 * The words of OwnTracks: a list, which may hold commands. The app on iOS deletes what is answered 4xx. Overland that
 * speaks OwnTracks wants its own object nevertheless, and sends the same for ever where it gets a list.
 *
 * @param toOverland whether the credential came as only Overland sends it
 */
record OwnTracksAnswers(boolean toOverland) implements Answers {

    private static final Map<String, String> REPORT = Map.of("_type", "cmd", "action", "reportLocation");

    @Override
    public Response taken(Message message, Optional<BurstRequest> burst) {
        if (toOverland || message.kind() == MessageKind.POSITION_OF_OVERLAND) {
            return OverlandAnswers.ok();
        }
        return Response.ok(burst.isPresent() ? List.of(REPORT) : List.of(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    @Override
    public Response unknownCredential() {
        return Refusals.basic();
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
