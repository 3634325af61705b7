package org.rollcall.backend.location.dialect;

/** Where something failed, without what it said: messages of drivers and parsers quote places and names. */
final class Trace extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Trace(Throwable failure) {
        super(failure.getClass().getName(), null, false, true);
        setStackTrace(failure.getStackTrace());
    }

    static Trace of(Throwable failure) {
        return new Trace(failure);
    }
}
