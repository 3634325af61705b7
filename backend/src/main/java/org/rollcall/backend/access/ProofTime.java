package org.rollcall.backend.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * When something that a phone signed counts: by its own clock where that is right, else by a nonce of ours.
 *
 * @param holdsFor how old it may be by its own clock, beside {@link DeviceAssertion#SKEW}
 */
record ProofTime(Instant now, Duration holdsFor, ProofNonces nonces) {

    /**
     * Until when it counts, so that its id must be remembered.
     *
     * @param nonce what it names; null where it names none, and then its own time decides
     * @param issuedAt when it was made, by the phone's clock
     * @throws RefusedProof where it does not count now: with a nonce it would
     */
    Instant until(UUID device, String nonce, Instant issuedAt) {
        if (nonce != null) {
            return nonces.until(device, nonce).orElseThrow(() -> RefusedProof.OLD_NONCE);
        }
        var until = issuedAt.plus(holdsFor).plus(DeviceAssertion.SKEW);
        return Optional.of(until).filter(now::isBefore)
                .filter(end -> !issuedAt.isAfter(now.plus(DeviceAssertion.SKEW)))
                .orElseThrow(() -> RefusedProof.OTHER_TIME);
    }
}
