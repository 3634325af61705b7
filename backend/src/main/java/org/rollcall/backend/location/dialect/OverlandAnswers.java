package org.rollcall.backend.location.dialect;

import java.time.Duration;
import java.util.Map;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The words of Overland: an object with a result, else it deletes nothing. It cannot be asked for a burst, and
 * has no interval that could be set.
 */
final class OverlandAnswers implements Answers {

    static Response ok() {
        return Response.ok(Map.of("result", "ok"), MediaType.APPLICATION_JSON_TYPE).build();
    }

    @Override
    public Response taken(Message message, Wishes wishes) {
        return ok();
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
