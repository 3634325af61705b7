package org.rollcall.backend.access;

import java.time.Instant;
import java.util.UUID;

/**
 * A one-time code, as it is shown once.
 *
 * @param qrText what the QR code says: where the server is, and the code
 */
public record EnrolmentCode(UUID id, String code, String qrText, Instant issuedAt, Instant expiresAt) {

    @Override
    public String toString() {
        return "EnrolmentCode[" + id + "]";
    }
}
