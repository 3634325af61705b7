package org.rollcall.backend.location.dialect;

import java.time.Duration;
import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.rollcall.backend.location.BurstRequest;

/** How one dialect says what became of a request: a column of the table in CLIENTS section 8. */
interface Answers {

    /** Taken for good, or nothing to take: the client forgets it. */
    Response taken(Message message, Optional<BurstRequest> burst);

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
