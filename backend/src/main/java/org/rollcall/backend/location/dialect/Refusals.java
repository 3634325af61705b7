package org.rollcall.backend.location.dialect;

import jakarta.ws.rs.core.Response;

import org.rollcall.backend.platform.Problem;
import org.rollcall.backend.platform.ProblemType;

/** Refusals that are the same in every dialect: no client reads them, an operator may. */
final class Refusals {

    private static final int RETRY_AFTER_SECONDS = 30;

    private Refusals() {
    }

    static Response.ResponseBuilder of(ProblemType type, String detail) {
        return Response.status(type.status()).type(Problem.MEDIA_TYPE).entity(Problem.of(type, detail));
    }

    static Response unavailable() {
        return of(ProblemType.UNAVAILABLE, "Send it again later.").header("Retry-After", RETRY_AFTER_SECONDS).build();
    }
}
