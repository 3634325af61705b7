package org.rollcall.backend.platform;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** One place that turns whatever went wrong into a problem. 5xx are logged with their stack, the rest are not news. */
final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int RETRY_AFTER_SECONDS = 5;

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        var answer = answer(Problem.of(e.type(), e.getMessage()));
        return e.retryAfter()
                .map(wait -> Response.fromResponse(answer).header("Retry-After", null)
                        .header("Retry-After", wait.plusMillis(999).toSeconds()).build())
                .orElse(answer);
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException e) {
        return answer(Problem.of(ProblemType.MALFORMED, "The body is not JSON."));
    }

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException e) {
        return answer(Problem.of(ProblemType.INVALID, "A field is unknown, missing or of another type.",
                List.of(new Problem.Violation(fieldOf(e), "unknown, missing or of another type"))));
    }

    @ServerExceptionMapper
    Response violated(ConstraintViolationException e) {
        var violations = e.getConstraintViolations().stream()
                .map(v -> new Problem.Violation(lastOf(v.getPropertyPath()), v.getMessage()))
                .sorted(java.util.Comparator.comparing(Problem.Violation::field)).toList();
        return answer(Problem.of(ProblemType.INVALID, "Correct the fields named.", violations));
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException e) {
        return Response.fromResponse(answer(Problem.of(ProblemType.UNAUTHENTICATED, "Send a valid access token.")))
                .header("WWW-Authenticate", "Bearer").build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return answer(Problem.of(ProblemType.FORBIDDEN, "Your posts do not allow this."));
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException) {
            return answer(Problem.of(ProblemType.MALFORMED, "The body is not JSON."));
        }
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            LOG.error("request failed", e);
        }
        var type = ProblemType.ofStatus(status);
        return answer(Problem.of(type, type.title() + "."));
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        LOG.error("request failed", e);
        return answer(Problem.of(ProblemType.INTERNAL, "Try again later; the operator has been told."));
    }

    private static Response answer(Problem problem) {
        var answer = Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.status() == ProblemType.TOO_MANY_REQUESTS.status()
                || problem.status() == ProblemType.UNAVAILABLE.status()) {
            answer.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return answer.build();
    }

    private static String fieldOf(JsonMappingException e) {
        return e.getPath().stream()
                .map(reference -> reference.getFieldName() == null
                        ? "[" + reference.getIndex() + "]"
                        : reference.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String lastOf(Path path) {
        String last = "";
        for (var node : path) {
            last = node.toString();
        }
        return last;
    }
}
