package org.rollcall.backend.location;

import java.util.Objects;

/**
 * What became of one fix. Goes over the wire as it is.
 *
 * @param index which fix of the request, from 0
 * @param reason why it was quarantined; null, hence absent, where it was not
 */
public record Receipt(int index, Disposition disposition, QuarantineReason reason) {

    /** @throws IllegalArgumentException if the reason and the disposition contradict one another */
    public Receipt {
        Objects.requireNonNull(disposition, "disposition");
        if ((disposition == Disposition.QUARANTINED) != (reason != null)) {
            throw new IllegalArgumentException("a reason is given for what is quarantined and for nothing else");
        }
    }

    public Receipt(int index, Disposition disposition) {
        this(index, disposition, null);
    }

    static Receipt quarantined(int index, QuarantineReason reason) {
        return new Receipt(index, Disposition.QUARANTINED, reason);
    }
}
