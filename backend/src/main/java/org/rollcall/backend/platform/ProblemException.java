package org.rollcall.backend.platform;

/** A refusal that the client is told as a {@link Problem}. The message is its detail: nothing internal, no names. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    public ProblemException(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    /** There is no such thing, or it is outside the asker's scope: the two are told apart to nobody. */
    public static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "It does not exist, or you may not see it.");
    }

    public ProblemType type() {
        return type;
    }
}
