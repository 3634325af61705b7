package org.rollcall.backend.platform;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** The one table from what went wrong to what the client is told, wherever it went wrong. */
final class Problems {

    private static final String WRONG_FIELD = "unknown, missing or of another type";

    private Problems() {
    }

    static Problem of(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return of(failure.getCause());
        }
        if (failure instanceof ProblemException refusal) {
            return refusal.problem();
        }
        if (failure instanceof JsonProcessingException unreadable) {
            return ofJson(unreadable);
        }
        if (failure instanceof ConstraintViolationException violated) {
            return Problem.of(ProblemType.INVALID, "Correct the fields named.", violations(violated));
        }
        if (failure instanceof UnauthorizedException || failure instanceof AuthenticationFailedException) {
            return Problem.of(ProblemType.UNAUTHENTICATED, "Send a valid access token.");
        }
        if (failure instanceof ForbiddenException) {
            return Problem.of(ProblemType.FORBIDDEN, "Your posts do not allow this.");
        }
        if (failure instanceof WebApplicationException web) {
            return ofWeb(web);
        }
        return ofDatabase(failure);
    }

    /** Of an HTTP status that some library chose. */
    static Problem of(int status) {
        var type = ProblemType.ofStatus(status);
        return Problem.of(type, type.title() + ".");
    }

    private static Problem ofWeb(WebApplicationException web) {
        if (web.getCause() instanceof JsonProcessingException unreadable) {
            var problem = ofJson(unreadable);
            return problem.status() < 500 ? problem : of(web.getResponse().getStatus());
        }
        if (web.getCause() instanceof ProblemException refusal) {
            return refusal.problem();
        }
        return of(web.getResponse().getStatus());
    }

    private static Problem ofDatabase(Throwable failure) {
        if (DatabaseFailure.isUnavailable(failure)) {
            return Problem.of(ProblemType.UNAVAILABLE, "Wait as Retry-After says.");
        }
        if (DatabaseFailure.isNoText(failure)) {
            return Problem.of(ProblemType.INVALID, "A text holds a character that cannot be stored.");
        }
        return Problem.of(ProblemType.INTERNAL, "Try again later; the operator has been told.");
    }

    private static Problem ofJson(JsonProcessingException failure) {
        if (failure instanceof MismatchedInputException mismatched) {
            var field = fieldOf(mismatched);
            return field.isEmpty()
                    ? Problem.of(ProblemType.INVALID, "The body is missing, or of another shape than expected.")
                    : Problem.of(ProblemType.INVALID, "A field is unknown, missing or of another type.",
                            List.of(new Problem.Violation(field, WRONG_FIELD)));
        }
        if (failure.getCause() instanceof ProblemException refusal) {
            return refusal.problem();
        }
        if (failure instanceof ValueInstantiationException refused) {
            return Problem.of(ProblemType.INVALID, "A field has a value that cannot be.",
                    List.of(new Problem.Violation(fieldOf(refused), "cannot be")));
        }
        // What is too deep, or holds numbers that are too long, is not read to its end.
        if (failure instanceof StreamConstraintsException || failure.getCause() instanceof StreamConstraintsException) {
            return Problem.of(ProblemType.MALFORMED, "The body is deeper or longer than anything that is asked for.");
        }
        if (failure instanceof StreamReadException || failure.getCause() instanceof StreamReadException) {
            return Problem.of(ProblemType.MALFORMED, "The body is not JSON.");
        }
        // What is left was ours to write.
        return Problem.of(ProblemType.INTERNAL, "Try again later; the operator has been told.");
    }

    private static List<Problem.Violation> violations(ConstraintViolationException violated) {
        return violated.getConstraintViolations().stream()
                .map(v -> new Problem.Violation(lastOf(v.getPropertyPath()), v.getMessage()))
                .sorted(Comparator.comparing(Problem.Violation::field)).toList();
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
