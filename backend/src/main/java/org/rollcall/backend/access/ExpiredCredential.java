package org.rollcall.backend.access;

/** The secret is the right one, and its time is over: the device must be enrolled anew. Holds nothing of it. */
public final class ExpiredCredential extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExpiredCredential() {
        super("a credential has expired", null, false, false);
    }
}
