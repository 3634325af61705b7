package org.rollcall.backend.access;

import jakarta.validation.constraints.NotNull;

/**
 * That nothing is taken from a device any more.
 *
 * @param reason why
 */
public record DeviceRevocation(@NotNull Cause reason) {

    /** Why a device is ended. Names as in the database. */
    public enum Cause {
        LOST, STOLEN,
        /** Somebody else has it. */
        IN_OTHER_HANDS,
        /** It says what is not so. */
        TAMPERED_WITH, NO_LONGER_USED
    }
}
