package org.rollcall.backend.access;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.platform.ProblemException;

/**
 * Our time, lent to a phone whose clock is wrong (RFC 9449, sections 8 and 9): what it signs with a nonce was made after
 * the nonce was given, whatever its clock says. A nonce says its time and is sealed for one device by a key that all
 * nodes share, so that nothing is kept of it. Thread-safe.
 */
@ApplicationScoped
class ProofNonces {

    static final String HEADER = "DPoP-Nonce";

    private static final int TIME_BYTES = Long.BYTES;
    private static final int SEAL_BYTES = 16;

    private final SecretKeySpec key;
    private final ProofConfig config;
    private final Clock clock;

    ProofNonces(MasterKey master, ProofConfig config, Clock clock) {
        this.key = new SecretKeySpec(master.derive("proof-nonce"), "HmacSHA256");
        this.config = config;
        this.clock = clock;
    }

    /** One for that device, from now on. */
    String give(UUID device) {
        long now = clock.instant().getEpochSecond();
        var bytes = ByteBuffer.allocate(TIME_BYTES + SEAL_BYTES).putLong(now).put(seal(device, now)).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Until when that nonce counts for that device; empty where it is none, or does not count any more. */
    Optional<Instant> until(UUID device, String nonce) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(nonce));
            if (bytes.remaining() != TIME_BYTES + SEAL_BYTES) {
                return Optional.empty();
            }
            long given = bytes.getLong();
            byte[] seal = new byte[SEAL_BYTES];
            bytes.get(seal);
            return MessageDigest.isEqual(seal, seal(device, given))
                    ? Optional.of(Instant.ofEpochSecond(given).plus(config.nonceHoldsFor()))
                            .filter(clock.instant()::isBefore)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What a phone is told of a refused proof; with a nonce where only the time of it was wrong. */
    ProblemException told(RefusedProof refusal, UUID device) {
        var detail = "Prove the phone's key: " + refusal.getMessage() + ".";
        return ProblemException.unauthenticated(refusal.challenge(),
                refusal.isAboutTime() ? Map.of(HEADER, give(device)) : Map.of(), detail);
    }

    private byte[] seal(UUID device, long given) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(device.getMostSignificantBits()).putLong(device.getLeastSignificantBits()).putLong(given)
                    .array()), SEAL_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
