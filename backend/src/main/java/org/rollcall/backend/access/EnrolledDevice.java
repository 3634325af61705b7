package org.rollcall.backend.access;

import java.util.Objects;
import java.util.UUID;

/** A device that is enrolled and not revoked, and whose it is. */
public record EnrolledDevice(UUID id, UUID superviseeId, DeviceKind kind, Dialect dialect) {

    public EnrolledDevice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(superviseeId, "superviseeId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(dialect, "dialect");
    }

    /** How well it is known that what comes from it does come from it: as its app proves itself. */
    public IdentityStrength strength() {
        return IdentityStrength.of(dialect);
    }
}
