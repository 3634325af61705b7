package org.rollcall.backend.supervisee;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;

import org.rollcall.backend.platform.ProblemException;

/**
 * What an officer tells a minor's guardians.
 *
 * @param takesPlace of an announcement or a penalty, at which they are to be present; null else
 */
public record GuardianNoticeRequest(@NotNull Kind kind, Instant takesPlace) {

    /** What officers tell; the other kinds follow from what happens. */
    public enum Kind {
        ANNOUNCEMENT, PENALTY, DUTY_OF_CARE
    }

    /** @throws ProblemException INVALID, where the instant is missing, or has nothing to do with it */
    void check() {
        if ((kind == Kind.DUTY_OF_CARE) == (takesPlace != null)) {
            throw ProblemException.invalid("takesPlace", "belongs to ANNOUNCEMENT and PENALTY, and to these alone");
        }
    }
}
