package org.rollcall.backend.location.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.rollcall.backend.location.BurstRequest;

/**
 * The words of the background-geolocation SDK: an object, which may hold commands that it runs. It renews its token by
 * itself when it hears 401.
 */
final class TransistorsoftAnswers implements Answers {

    /** It takes fixes at once and goes on until the phone has been still for as long as it was set up with. */
    private static final Map<String, Object> MOVE = Map.of("background_geolocation",
            List.of(List.of("changePace", true)));

    @Override
    public Response taken(Message message, Optional<BurstRequest> burst) {
        return Response.ok(burst.isPresent() ? MOVE : Map.of(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    @Override
    public Response unknownCredential() {
        return Refusals.bearer();
    }

    @Override
    public Response expiredCredential() {
        return Refusals.bearer();
    }

    @Override
    public Response tooFast(Duration wait) {
        return Refusals.tooMany(wait);
    }
}
