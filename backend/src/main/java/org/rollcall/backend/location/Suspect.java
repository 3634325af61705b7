package org.rollcall.backend.location;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What an enrolled device sent and we cannot take.
 *
 * @param device whose credential it came with
 * @param reason why it cannot be taken
 * @param receivedAt when it came
 * @param about the device's own time of what it says, where that can be read and is one between 1970 and 9999:
 *     then this decides whether it lies in a collection period, else the time it came
 * @param body as it came; a fix of a readable batch may be given as its own JSON
 */
public record Suspect(UUID device, QuarantineReason reason, Instant receivedAt, Optional<Instant> about, byte[] body) {

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    public Suspect {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(receivedAt, "receivedAt");
        // All others are the word of a broken clock, and of some of them no database knows.
        about = about.filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(LAST));
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "Suspect[device=" + device + ", reason=" + reason + ", bytes=" + body.length + "]";
    }
}
