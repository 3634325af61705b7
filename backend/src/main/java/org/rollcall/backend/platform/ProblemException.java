package org.rollcall.backend.platform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A refusal that the client is told as a {@link Problem}. The message is its detail: nothing internal, no names. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Problem.Violation> violations;
    private final Duration retryAfter;
    private final String challenge;
    private final transient Map<String, String> headers;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), null, null, Map.of());
    }

    private ProblemException(ProblemType type, String detail, List<Problem.Violation> violations,
            Duration retryAfter, String challenge, Map<String, String> headers) {
        super(detail, null, false, false);
        this.type = type;
        this.violations = violations;
        this.retryAfter = retryAfter;
        this.challenge = challenge;
        this.headers = headers;
    }

    /** There is no such thing, or it is outside the asker's scope: the two are told apart to nobody. */
    public static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "It does not exist, or you may not see it.");
    }

    /** That field is wrong, and how. */
    public static ProblemException invalid(String field, String message) {
        return new ProblemException(ProblemType.INVALID, "Correct the fields named.",
                List.of(new Problem.Violation(field, message)), null, null, Map.of());
    }

    /** Too many requests, until that much time has passed. */
    public static ProblemException tooMany(Duration retryAfter) {
        return new ProblemException(ProblemType.TOO_MANY_REQUESTS, "Wait as long as Retry-After says.", List.of(),
                retryAfter, null, Map.of());
    }

    /**
     * Who asks must show more than a bearer token: the challenge says what (RFC 9110, section 11.6.1).
     *
     * @param headers what goes with the challenge
     */
    public static ProblemException unauthenticated(String challenge, Map<String, String> headers, String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail, List.of(), null, challenge,
                Map.copyOf(headers));
    }

    /** What must be shown, where it is more than a bearer token. */
    Optional<String> challenge() {
        return Optional.ofNullable(challenge);
    }

    /** What goes with the answer beside its challenge. */
    Map<String, String> headers() {
        return headers;
    }

    /** When it may go better, where that is known. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public ProblemType type() {
        return type;
    }

    Problem problem() {
        return Problem.of(type, getMessage(), violations);
    }
}
