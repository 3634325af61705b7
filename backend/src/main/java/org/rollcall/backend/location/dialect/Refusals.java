package org.rollcall.backend.location.dialect;

import java.time.Duration;

import jakarta.ws.rs.core.Response;

import org.rollcall.backend.platform.Problem;
import org.rollcall.backend.platform.ProblemType;

/** Refusals that are the same in several dialects: no client reads them, an operator may. */
final class Refusals {

    static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private static final String CHALLENGE = "WWW-Authenticate";

    private Refusals() {
    }

    static Response notFound() {
        return of(ProblemType.NOT_FOUND, "It does not exist, or you may not see it.").build();
    }

    static Response basic() {
        return of(ProblemType.UNAUTHENTICATED, "The user is the id of the device, the password its secret.")
                .header(CHALLENGE, "Basic realm=\"rollcall\"").build();
    }

    static Response bearer() {
        return of(ProblemType.UNAUTHENTICATED, "Send the token of an enrolled device.").header(CHALLENGE, "Bearer")
                .build();
    }

    static Response unavailable() {
        return unavailable(RETRY_AFTER);
    }

    /** For clients that delete what is answered 4xx. */
    static Response unavailable(Duration wait) {
        return of(ProblemType.UNAVAILABLE, "Send it again later.").header("Retry-After", seconds(wait)).build();
    }

    static Response tooMany(Duration wait) {
        return of(ProblemType.TOO_MANY_REQUESTS, "Send it again later.").header("Retry-After", seconds(wait)).build();
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private static Response.ResponseBuilder of(ProblemType type, String detail) {
        return Response.status(type.status()).type(Problem.MEDIA_TYPE).entity(Problem.of(type, detail));
    }
}
