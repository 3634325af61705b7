package org.rollcall.backend.platform;

import java.util.Optional;

/**
 * Where something failed, without what it said: messages of drivers and parsers quote places and names. It is what is
 * logged in place of every failure that nobody expected; the chain of its causes goes with it, and the state that a
 * database gave.
 */
public final class Trace extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 16;

    private Trace(Throwable failure, int depth) {
        super(failure.getClass().getName() + state(failure), causeOf(failure, depth), false, true);
        setStackTrace(failure.getStackTrace());
    }

    /** What may be logged of it; null of null. */
    public static Trace of(Throwable failure) {
        return failure == null ? null : new Trace(failure, 0);
    }

    private static Trace causeOf(Throwable failure, int depth) {
        return failure.getCause() == null || depth == DEEPEST ? null : new Trace(failure.getCause(), depth + 1);
    }

    private static String state(Throwable failure) {
        return Optional.ofNullable(DatabaseFailure.sqlStateOf(failure)).filter(state -> state.matches("\\w{5}"))
                .map(state -> " SQLSTATE " + state).orElse("");
    }
}
