package org.rollcall.backend.access;

import java.time.Instant;

/**
 * What lets a person check in from any phone, provisionally. It is told once.
 *
 * @param pin eight digits
 * @param expiresAt from when on it opens nothing
 */
public record CheckInPin(String pin, Instant issuedAt, Instant expiresAt) {

    @Override
    public String toString() {
        return "CheckInPin[expiresAt=" + expiresAt + "]";
    }
}
