package org.rollcall.backend.access;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Gives an enrolled phone a new key in the place of the one it has. The old key proves the request, as with everything
 * sensitive, and the new one proves that the phone holds it; from the commit on the old one proves nothing.
 */
@ApplicationScoped
class DeviceKeyRotation {

    private static final String REPLACE = "update device set public_key = $3 where id = $1 and supervisee_id = $2"
            + " and dialect = 'NATIVE' and revoked_at is null and public_key <> $3";

    private final Scope scope;
    private final SpentProofs spent;
    private final ProofNonces nonces;
    private final ProofConfig config;
    private final AuditTrail audit;
    private final Clock clock;

    DeviceKeyRotation(Scope scope, SpentProofs spent, ProofNonces nonces, ProofConfig config, AuditTrail audit,
            Clock clock) {
        this.scope = scope;
        this.spent = spent;
        this.nonces = nonces;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Replaces the key of the phone that asks.
     *
     * @param assertion signed by the new key, as for a device session
     * @throws ProblemException CONFLICT where proofs are switched off, since then a copied token could take the phone
     *         over; UNAUTHENTICATED with a nonce where only the phone's clock is wrong; INVALID where the new key does not prove itself; in the Uni CONFLICT where it is the old one
     */
    Uni<Void> rotate(PublicKeyJwk publicKey, String assertion) {
        if (!config.required()) {
            throw new ProblemException(ProblemType.CONFLICT, "Proofs of keys are switched off: enrol the phone anew.");
        }
        var device = scope.device();
        var person = scope.account();
        var key = DeviceKey.of(publicKey);
        var proved = proved(assertion, key, device);
        return spent.spend(device, proved.idHash(), proved.until()).invoke(isFirst -> {
            if (!isFirst) {
                throw unproved();
            }
        }).chain(() -> scope.inTransaction(transaction -> transaction.preparedQuery(REPLACE)
                .execute(Tuple.of(device, person, Buffer.buffer(key.encoded()))).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new ProblemException(ProblemType.CONFLICT, "The phone has that key already.");
                    }
                }).chain(() -> audit.record(transaction, deed(person, device)))));
    }

    private DeviceAssertion proved(String assertion, DeviceKey key, UUID device) {
        try {
            return DeviceAssertion.verified(assertion, key, clock.instant(), nonces)
                    .filter(said -> said.device().equals(device)).orElseThrow(DeviceKeyRotation::unproved);
        } catch (RefusedProof e) {
            throw nonces.told(e, device);
        }
    }

    private static ProblemException unproved() {
        return new ProblemException(ProblemType.INVALID, "The assertion does not prove the new key of this phone.");
    }

    private static Deed deed(UUID person, UUID device) {
        return new Deed(person, Action.DEVICE_KEY_ROTATED, person, Optional.empty(),
                new JsonObject().put("deviceId", device.toString()));
    }
}
