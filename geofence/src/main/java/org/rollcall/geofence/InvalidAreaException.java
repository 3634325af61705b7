package org.rollcall.geofence;

/** An area that cannot be judged by: the message names what is wrong and, where there is one, the place. */
public final class InvalidAreaException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidAreaException(String message) {
        super(message);
    }
}
