package org.rollcall.geofence;

/**
 * Bytes that are no standing of a format known here: the message says why. Holds no coordinate. What it holds is
 * immutable and safe for all threads.
 */
public final class MalformedStandingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedStandingException(String message) {
        super(message);
    }
}
