package org.rollcall.backend.platform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers whatever went wrong within REST with what {@link Problems} makes of it. Our own faults are logged with their
 * stack and never with their message, an unreachable database in one line, the rest is not news.
 */
final class ProblemMappers {

    private static final long USUAL_RETRY_AFTER_SECONDS = 5;

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    // Named one by one where a mapper of the framework would win over one for all.
    @ServerExceptionMapper({ProblemException.class, JsonProcessingException.class, MismatchedInputException.class,
        ConstraintViolationException.class, ForbiddenException.class, UnauthorizedException.class,
        AuthenticationFailedException.class, Throwable.class})
    Response failed(Throwable e) {
        return answer(Problems.of(e), e);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        var answer = Response.fromResponse(answer(Problems.of(e), e));
        var allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null ? answer.build() : answer.header(HttpHeaders.ALLOW, allow).build();
    }

    /**
     * No such path; or a parameter of path or query that does not read as what it should be, which is the cause. An id
     * that is none names nothing; every other parameter is the client's to correct.
     */
    @ServerExceptionMapper
    Response notFound(NotFoundException e, UriInfo uri) {
        if (e.getCause() == null || !allAreIds(uri)) {
            return web(e);
        }
        return answer(Problem.of(ProblemType.INVALID, "A query parameter does not read as what it should be."), e);
    }

    private static boolean allAreIds(UriInfo uri) {
        return uri.getPathParameters().values().stream().flatMap(List::stream).allMatch(ProblemMappers::isId);
    }

    private static boolean isId(String text) {
        try {
            UUID.fromString(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Response answer(Problem problem, Throwable e) {
        log(problem, e);
        var answer = Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        headers(problem, e).forEach(answer::header);
        return answer.build();
    }

    /** What goes with a problem, whoever writes it; the failure may be null. */
    static Map<String, String> headers(Problem problem, Throwable failure) {
        return switch (problem.status()) {
            case 401 -> challenged(failure);
            // The rest of the body is not read.
            case 413 -> Map.of("Connection", "close");
            case 429, 503 -> Map.of(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds(failure)));
            default -> Map.of();
        };
    }

    private static Map<String, String> challenged(Throwable failure) {
        var headers = new HashMap<String, String>();
        headers.put(HttpHeaders.WWW_AUTHENTICATE, challenge(failure));
        if (failure instanceof ProblemException refusal) {
            headers.putAll(refusal.headers());
        }
        return headers;
    }

    private static String challenge(Throwable failure) {
        return failure instanceof ProblemException refusal ? refusal.challenge().orElse("Bearer") : "Bearer";
    }

    private static long retryAfterSeconds(Throwable failure) {
        return failure instanceof ProblemException refusal
                ? refusal.retryAfter().map(wait -> wait.plusMillis(999).toSeconds()).orElse(USUAL_RETRY_AFTER_SECONDS)
                : USUAL_RETRY_AFTER_SECONDS;
    }

    static void log(Problem problem, Throwable e) {
        if (problem.status() == ProblemType.INTERNAL.status()) {
            LOG.error("request failed", Trace.of(e));
        } else if (problem.status() == ProblemType.UNAVAILABLE.status() && !(e instanceof ProblemException)) {
            LOG.warnf("the database cannot be reached: %s", e.getClass().getName());
        }
    }
}
