package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusMock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.rollcall.backend.testing.PhoneKey;

/** Takes the defences of phones away, each alone and until the end of the test that asks for it. */
@ApplicationScoped
public class DefencesOfPhones {

    private final Pool pool;
    private final Clock clock;
    private final EnrolmentConfig config;
    private final MasterKey master;
    private final ProofConfig proofs;
    private final DeviceKeys keys;
    private final SpentProofs spent;
    private final ProofNonces nonces;

    DefencesOfPhones(Pool pool, Clock clock, EnrolmentConfig config, MasterKey master, ProofConfig proofs,
            DeviceKeys keys, SpentProofs spent, ProofNonces nonces) {
        this.keys = keys;
        this.spent = spent;
        this.nonces = nonces;
        this.master = master;
        this.proofs = proofs;
        this.pool = pool;
        this.clock = clock;
        this.config = config;
    }

    /** How many codes somebody may guess. */
    public int guesses() {
        return config.wrongCodes();
    }

    /** A code that nobody has. */
    public static String guess() {
        return CodeWord.random().text();
    }

    /** Nobody remembers which proofs were used. */
    public void forgetSpentProofs() {
        QuarkusMock.installMockForType(new SpentProofs(pool, clock) {
            @Override
            Uni<Boolean> spend(UUID device, byte[] idHash, Instant until) {
                return Uni.createFrom().item(true);
            }
        }, SpentProofs.class);
    }

    /** Nobody asks phones for a proof. */
    public void askForNoProof() {
        QuarkusMock.installMockForType(new KeyProofs(null, null, null, null, new SimpleMeterRegistry(), clock) {
            @Override
            Uni<Duration> require(List<String> proofs, KeyProof.Request request) {
                return Uni.createFrom().item(Duration.ZERO);
            }
        }, KeyProofs.class);
    }

    /** Every nonce of every device counts, and for ever. */
    public void takeAnyNonce() {
        QuarkusMock.installMockForType(new ProofNonces(master, proofs, clock) {
            @Override
            Optional<Instant> until(UUID device, String nonce) {
                return Optional.of(clock.instant().plusSeconds(60));
            }
        }, ProofNonces.class);
    }

    /** That key counts as the one of every phone. */
    public void takeKeyOfAnyPhone(PhoneKey key) {
        QuarkusMock.installMockForType(new DeviceKeys(pool) {
            @Override
            Uni<Optional<Holder>> find(UUID device) {
                return super.find(device).map(found -> found.map(holder -> new Holder(holder.person(),
                        DeviceKey.of(key.pair().getPublic().getEncoded()))));
            }
        }, DeviceKeys.class);
    }

    /** The key of every phone counts as that person's. */
    public void takeAnyPhoneForOneOf(UUID person) {
        QuarkusMock.installMockForType(new DeviceKeys(pool) {
            @Override
            Uni<Optional<Holder>> find(UUID device) {
                return super.find(device).map(found -> found.map(holder -> new Holder(person, holder.key())));
            }
        }, DeviceKeys.class);
    }

    /** Nobody asks for which token a proof was made: it is looked at as if for that one. */
    public void takeProofsMadeFor(String token) {
        QuarkusMock.installMockForType(new KeyProofs(keys, spent, proofs, nonces, new SimpleMeterRegistry(), clock) {
            @Override
            Uni<Duration> require(List<String> sent, KeyProof.Request request) {
                return super.require(sent, new KeyProof.Request(request.person(), request.device(), request.method(),
                        request.url(), token));
            }
        }, KeyProofs.class);
    }

    /** Nobody counts wrong codes. */
    public void countNoGuesses() {
        QuarkusMock.installMockForType(new GuessLimit(new EnrolmentConfig() {
            @Override
            public int wrongCodes() {
                return Integer.MAX_VALUE;
            }

            @Override
            public Duration wrongCodesWithin() {
                return Duration.ofMinutes(1);
            }

            @Override
            public long addressesRemembered() {
                return 10;
            }
        }, clock), GuessLimit.class);
    }
}
