package org.rollcall.backend.platform;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

/** Ids made by the application: UUIDv7, so that they sort by the time at which they were made. Thread-safe. */
public final class Ids {

    private Ids() {
    }

    /** A new id. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
