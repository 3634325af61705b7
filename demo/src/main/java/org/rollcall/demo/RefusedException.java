package org.rollcall.demo;

/** The server refused a request. */
final class RefusedException extends DemoException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(String method, String path, int status, String problem) {
        super(method + " " + path + " was refused: " + status + " " + problem);
        this.status = status;
    }

    int status() {
        return status;
    }
}
