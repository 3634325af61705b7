package org.rollcall.backend.platform;

import java.time.Duration;
import java.util.Optional;

/** A refusal that the client is told as a {@link Problem}. The message is its detail: nothing internal, no names. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private Duration retryAfter;

    public ProblemException(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    /** There is no such thing, or it is outside the asker's scope: the two are told apart to nobody. */
    public static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "It does not exist, or you may not see it.");
    }

    /** Too many requests, until that much time has passed. */
    public static ProblemException tooMany(Duration retryAfter) {
        var problem = new ProblemException(ProblemType.TOO_MANY_REQUESTS, "Wait as long as Retry-After says.");
        problem.retryAfter = retryAfter;
        return problem;
    }

    /** When it may go better, where that is known. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public ProblemType type() {
        return type;
    }
}
