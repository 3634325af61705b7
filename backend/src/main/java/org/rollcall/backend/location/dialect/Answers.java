package org.rollcall.backend.location.dialect;

import java.time.Duration;

import jakarta.ws.rs.core.Response;

/** How one dialect says what became of a request: a column of the table in CLIENTS section 8. */
interface Answers {

    /** Taken for good, or nothing to take: the client forgets it, and does what is wished as far as it can. */
    Response taken(Message message, Wishes wishes);

    /** No device has that credential. */
    Response unknownCredential();

    /** A device has it, and its time is over. */
    Response expiredCredential();

    /** More than a device may send: the client keeps it and comes again after that time. */
    Response tooFast(Duration wait);

    /** Not now: the client keeps it and sends it again. */
    default Response unavailable() {
        return Refusals.unavailable();
    }
}
