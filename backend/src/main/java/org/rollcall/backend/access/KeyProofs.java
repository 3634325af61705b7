package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;

/** Checks that a request comes from the phone that its token was given to, and not from who copied the token. */
@ApplicationScoped
@Startup // its metrics are there before the first refusal
class KeyProofs {

    private static final String REFUSED = "rollcall.proof.refused";

    private final DeviceKeys keys;
    private final SpentProofs spent;
    private final ProofConfig config;
    private final ProofNonces nonces;
    private final MeterRegistry metrics;
    private final Clock clock;

    KeyProofs(DeviceKeys keys, SpentProofs spent, ProofConfig config, ProofNonces nonces,
            MeterRegistry metrics, Clock clock) {
        this.keys = keys;
        this.spent = spent;
        this.config = config;
        this.nonces = nonces;
        this.metrics = metrics;
        this.clock = clock;
        RefusedProof.ALL.forEach(refusal -> metrics.counter(REFUSED, "reason", refusal.reason()));
    }

    /**
     * How far the phone's clock is ahead, for a request of that phone.
     *
     * @param proofs the DPoP headers as they were sent
     * @throws RefusedProof in the Uni
     */
    Uni<Duration> require(List<String> proofs, KeyProof.Request request) {
        var device = request.device();
        if (!config.required()) {
            return Uni.createFrom().item(Duration.ZERO);
        }
        return keys.find(device).chain(found -> {
            if (proofs.size() != 1) {
                throw RefusedProof.MISSING;
            }
            var holder = found.orElseThrow(() -> RefusedProof.OTHER_KEY);
            // The key speaks for whom it was enrolled, whomever the token names beside its device.
            if (!holder.person().equals(request.person())) {
                throw RefusedProof.OTHER_PERSON;
            }
            var proof = KeyProof.verified(proofs.get(0), holder.key(), request,
                    new ProofTime(clock.instant(), config.holdsFor(), nonces));
            return spent.spend(device, proof.idHash(), proof.until()).map(isFirst -> {
                if (!isFirst) {
                    throw RefusedProof.REPLAYED;
                }
                return proof.ahead();
            });
        }).onFailure(RefusedProof.class)
                .invoke(e -> metrics.counter(REFUSED, "reason", ((RefusedProof) e).reason()).increment());
    }
}
