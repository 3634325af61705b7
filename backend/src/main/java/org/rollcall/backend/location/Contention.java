package org.rollcall.backend.location;

/** Somebody else was quicker. The transaction begins again, and finds what the other has written. */
final class Contention extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Contention(String message) {
        super(message, null, false, false);
    }
}
