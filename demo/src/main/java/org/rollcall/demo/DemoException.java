package org.rollcall.demo;

/** The demo cannot go on; the message says why in one line. */
public class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }

    DemoException(String message) {
        super(message);
    }
}
