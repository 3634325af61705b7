package org.rollcall.backend.platform;

/**
 * In which order a request passes what stands before REST. All of it in one place: two of the same order would stand in
 * whichever order they happened to be installed.
 */
public final class RouteOrder {

    /** What browsers are told goes with every answer. */
    static final int HEADERS = Integer.MIN_VALUE;
    /** What is no address is refused. */
    static final int ADDRESS = HEADERS + 1;
    /** What says that it is too large is refused; failures of all that follow are answered. */
    static final int SIZE_AND_FAILURES = ADDRESS + 1;
    /** Who sends too slowly is cut off. */
    static final int PACE = SIZE_AND_FAILURES + 1;
    /** Who asks too often is turned away. */
    static final int RATE = PACE + 1;
    /** A feature's own way, which leaves REST out: bounded by all of the above, and by nothing that comes later. */
    public static final int SHORT_WAY = RATE + 1;

    private RouteOrder() {
    }
}
