package org.rollcall.backend.access;

import java.util.Objects;
import java.util.UUID;

/**
 * A device that is enrolled and not revoked, and whose it is.
 *
 * @param strength how well it is known that what comes from it does come from it
 */
public record EnrolledDevice(UUID id, UUID superviseeId, DeviceKind kind, Dialect dialect,
        IdentityStrength strength) {

    public EnrolledDevice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(superviseeId, "superviseeId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(strength, "strength");
    }

    /** One that proves itself as its app does. */
    public EnrolledDevice(UUID id, UUID superviseeId, DeviceKind kind, Dialect dialect) {
        this(id, superviseeId, kind, dialect, IdentityStrength.of(dialect));
    }
}
