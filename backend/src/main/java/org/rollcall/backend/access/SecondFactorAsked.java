package org.rollcall.backend.access;

import java.time.Instant;

/**
 * A right password, of somebody whose second factor is asked for.
 *
 * @param challenge shows with the code that the password was right
 * @param enrolled whether there is a factor; where there is none, one must be enrolled with the challenge
 */
record SecondFactorAsked(DeviceSecret challenge, Instant expiresAt, boolean enrolled) implements SignInAnswer {
    @Override
    public String toString() {
        return "SecondFactorAsked[expiresAt=" + expiresAt + "]";
    }
}
