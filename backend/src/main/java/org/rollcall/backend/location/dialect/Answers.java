package org.rollcall.backend.location.dialect;

import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.rollcall.backend.location.BurstRequest;

/** How one dialect says what became of a request. */
interface Answers {

    /** Taken for good, or nothing to take: the client forgets it. */
    Response taken(Optional<BurstRequest> burst);

    /** No device has that credential. */
    Response unknownCredential();

    /** Not now: the client keeps it and sends it again. */
    Response unavailable();
}
